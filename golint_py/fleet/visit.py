"""One repository of a fleet: what is to be done with it, what came out, and a process of its own to do it in.

Jobs and outcomes are bytes, so that any machine can do the work.
"""

import msgspec
from msgspec import Struct

from golint_py.child import Child, ChildError
from golint_py.fleet.repositories import Repository

MODULE = "golint_py.cli.visit"
encode = msgspec.msgpack.Encoder().encode


class Job(Struct, frozen=True):
    """A repository, and the options of `check` for it."""

    repository: Repository
    words: tuple[str, ...]


class Outcome(Struct, frozen=True):
    """What came out. `code` is that of `check`; `sarif` is its log, "" where there is none, `text` the same for people;
    `commit` is "" for a folder as it is; `said` is what it told on standard error. `failure`: why there is no result,
    or not a whole one."""

    code: int
    sarif: str = ""
    text: str = ""
    commit: str = ""
    said: str = ""
    failure: str = ""


_OUTCOME = msgspec.msgpack.Decoder(Outcome)


def visit(job: bytes) -> bytes:
    """Do it in a new process: neither a crash nor memory that is never given back reach the next repository."""
    child = Child(MODULE)
    try:
        return child.ask(job)
    except ChildError as error:
        return encode(Outcome(2, failure=f"the process that worked on it was {error}"))
    finally:
        child.close()


def outcome(data: bytes) -> Outcome:
    """What `visit` says."""
    return _OUTCOME.decode(data)
