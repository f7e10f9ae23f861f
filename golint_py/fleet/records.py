"""What a fleet's run has done, in its output folder, so that one that was interrupted is taken up where it ended.

While the run lasts the file `unfinished` stands for its options: records beside it count for a run with the same ones.
A run that has come to its end takes it away: the next one does everything again.
"""

import contextlib
import os

import msgspec
from msgspec import Struct

from golint_py.fleet.repositories import Repository
from golint_py.fleet.visit import Outcome

FOLDER = "repositories"
MARK = "unfinished"


class Record(Struct, frozen=True):
    """What is known of a repository that is done; its log stands beside it."""

    location: str
    ref: str
    code: int
    commit: str
    said: str
    failure: str


_RECORD = msgspec.json.Decoder(Record)


class Records:
    """The records of one run. Raises `OSError`."""

    def __init__(self, folder: str, options: str) -> None:
        self._folder = os.path.join(folder, FOLDER)
        self._mark = os.path.join(folder, MARK)
        os.makedirs(self._folder, exist_ok=True)
        if not self._begun(options):
            for name in os.listdir(self._folder):
                if name.endswith((".json", ".sarif", ".txt")):
                    os.remove(os.path.join(self._folder, name))
            _write(self._mark, options)

    def _begun(self, options: str) -> bool:
        try:
            return _read(self._mark) == options
        except FileNotFoundError:
            return False

    def find(self, repository: Repository) -> Outcome | None:
        """What came of a repository before the interruption, None where it was not done or has failed."""
        path = os.path.join(self._folder, repository.file)
        with contextlib.suppress(OSError, ValueError):
            with open(path + ".json", "rb") as file:
                record = _RECORD.decode(file.read())
            if (record.location, record.ref) == (repository.shown, repository.ref) and not record.failure:
                sarif, text = (_read(path + end) for end in (".sarif", ".txt"))
                return Outcome(record.code, sarif, text, record.commit, record.said)
        return None

    def keep(self, repository: Repository, outcome: Outcome) -> None:
        """A repository is done. The record comes last: where it is, all is."""
        path = os.path.join(self._folder, repository.file)
        for end, text in ((".sarif", outcome.sarif), (".txt", outcome.text)):
            if text or not outcome.failure:
                _write(path + end, text)
        record = Record(repository.shown, repository.ref, outcome.code, outcome.commit, outcome.said, outcome.failure)
        _write(path + ".json", msgspec.json.format(msgspec.json.encode(record)).decode() + "\n")

    def finish(self) -> None:
        """All is done."""
        os.remove(self._mark)


def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def _write(path: str, text: str) -> None:
    part = f"{path}.{os.getpid()}.part"
    with open(part, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(part, path)
