"""The workers of a dask.distributed cluster: reaching them, that they have this golint-py, and what each task returns.

Dask does a task again whose worker was lost, and what it had computed for others; after some losses it gives the task
up. A worker that has another golint-py would find other things: none does a task.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

import golint_py
from golint_py.config import ConfigError
from golint_py.contents import Contents, digest, folder_digest
from golint_py.load.tree import DiskTree
from golint_py.rule import module_places
from golint_py.store import Nothing
from golint_py.version import VERSION

EXTRA = "pip install 'golint-py[dist]'"
LOST = "the workers that worked on it were lost, one after the other"
AGAIN = 2  # times that such a task is begun anew: dask counts losses of workers on which it only waited, too
PATIENCE = 15  # seconds to wait for a scheduler
SCHEMES = {"dask": "tcp", "dask+tls": "tls"}
PARTS = (".py", ".json", ".toml", ".index", ".txt")


class Identity(Struct, frozen=True):
    """What two machines have to have in common: the version, and a digest of the modules, rules and facts."""

    version: str
    digest: bytes


class Refused(Struct, frozen=True):
    """A worker has another golint-py."""

    message: str


@cache
def identity() -> Identity:
    """That of this process."""
    places = [os.path.dirname(os.path.abspath(golint_py.__file__)), *(folder.path for folder in module_places())]
    trees = [DiskTree(place) for place in places]
    found = [folder_digest(Contents(Nothing(), tree, b""), tree, PARTS) for tree in trees]
    return Identity(VERSION, digest(b"".join(found)))


def connect(where: str) -> Any:
    """A client of the scheduler at `dask://HOST:PORT`, whose workers have this golint-py. Raises `ConfigError`."""
    scheme, _, host = where.partition("://")
    if scheme not in SCHEMES or not host:
        raise ConfigError(f"--executor {where}: there are local and dask://HOST:PORT")
    try:
        import distributed  # nobody else needs it
    except ImportError as error:
        raise ConfigError(f"--executor {where}: a cluster needs dask.distributed: {EXTRA}") from error
    for name in [one for one in logging.root.manager.loggerDict if one.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what is lost is told in our words
    try:
        client = distributed.Client(f"{SCHEMES[scheme]}://{host}", timeout=PATIENCE, set_as_default=False)
    except Exception as error:
        raise ConfigError(f"--executor {where}: there is no scheduler: {words(error)}") from error
    try:
        _compare(client)
    except BaseException:
        client.close()
        raise
    return client


def _compare(client: Any) -> None:
    """Raises `ConfigError` with the first worker that has another golint-py, or none."""

    def version() -> str:  # without a module of ours: it has to run where there is none, or an old one
        try:
            from golint_py.version import VERSION as there
        except ImportError:
            return ""
        return str(there)

    for address, there in sorted(client.run(version, on_error="return").items()):
        if there != VERSION:
            raise ConfigError(_other(address, there if isinstance(there, str) else ""))
    for address, found in sorted(client.run(identity, on_error="return").items()):
        if found != identity():
            raise ConfigError(_other(address, VERSION))


def _other(address: str, version: str) -> str:
    has = f"golint-py {version}" if version else "no golint-py"
    if version == VERSION:
        return f"the worker {address} has golint-py {VERSION} with other modules, rules or facts than this one: refused"
    return f"the worker {address} has {has}, this is {VERSION}: refused; install the same one on all workers"


def guarded(wanted: Identity, function: Callable[..., Any], *arguments: Any) -> Any:
    """On a worker: what the function returns, or `Refused` on one that has joined later with another golint-py."""
    if wanted != identity():
        from distributed import get_worker  # there is one here

        return Refused(_other(get_worker().address, VERSION if identity().version == VERSION else identity().version))
    return function(*arguments)


def submit(client: Any, key: str, function: Callable[..., Any], *arguments: Any, priority: int = 0) -> Any:
    """The future of a task."""
    return client.submit(guarded, identity(), function, *arguments, key=key, priority=priority, pure=False)


def answer(future: Any) -> tuple[Any, str]:
    """What a future that is done has brought, and why it has not. Raises `ConfigError` where the cluster has gone or
    has refused it. One whose result was lost with its worker is done again, and waited for."""
    if future.status == "cancelled":
        raise ConfigError("the scheduler of the cluster has gone")
    try:
        found = future.result()
    except Exception as error:
        if future.status in ("cancelled", "lost"):
            raise ConfigError("the scheduler of the cluster has gone") from error
        return None, failure(error)
    if isinstance(found, Refused):
        raise ConfigError(found.message)
    return found, ""


def failure(error: Exception) -> str:
    """Why a task was not done."""
    if type(error).__name__ == "KilledWorker":
        return LOST
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == "golint_py":
        return f"a worker has another golint-py than this one ({VERSION})"
    return f"{type(error).__name__}: {words(error)}"


def words(error: Exception) -> str:
    """An error in one line."""
    return " ".join(str(error).split()) or type(error).__name__


def executor(where: str) -> Callable[[Callable[[bytes], bytes], Sequence[bytes]], Iterator[tuple[int, bytes | str]]]:
    """One task for each job (see `fleet.executors`). Raises `ConfigError`, also while it runs."""
    client = connect(where)

    def run(work: Callable[[bytes], bytes], jobs: Sequence[bytes]) -> Iterator[tuple[int, bytes | str]]:
        from distributed import as_completed  # as above

        name = f"golint-py-{os.urandom(8).hex()}"
        left = dict.fromkeys(range(len(jobs)), AGAIN)

        def begun(number: int) -> Any:
            key = f"{name}-{number}-{left[number]}"
            return submit(client, key, work, jobs[number], priority=-number)

        try:
            numbers = {begun(number): number for number in left}
            completed = as_completed(list(numbers), loop=client.loop)
            for future in completed:
                number = numbers.pop(future)
                found, why = answer(future)
                future.release()
                if why == LOST and left[number]:
                    left[number] -= 1
                    again = begun(number)
                    numbers[again] = number
                    completed.add(again)
                else:
                    yield number, why or found
        finally:
            client.close()

    return run
