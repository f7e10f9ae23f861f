"""What a run asks of results that earlier runs kept; without a cache there are none."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from golint_py.joining import Joined
from golint_py.stage import Result
from golint_py.tasks import Digest, Task, Traced


class Found(Struct, frozen=True):
    """The result of a task that need not be run; `flows`: there are flows of its package to tell to others."""

    result: Result
    flows: bool


class Whole(Struct, frozen=True):
    """A run all of whose results are kept: the folder or URL, and a digest of all that they depend on."""

    folder: str
    key: bytes


class Ran(Struct):
    """Results that were not known before the run, the paths of the packages that were analysed for them, and, where
    they are asked for, the encoded declarations of packages by their path. `joined`: what module rules find in the
    default configurations, where that was worked out meanwhile."""

    results: list[Result]
    analysed: list[str]
    exports: dict[str, bytes] = {}
    joined: Joined | None = None


class Recall(Protocol):
    """Results of tasks by all that they depend on. Packages are told by their numbers (`Task.number`)."""

    @property
    def digest(self) -> Digest | None:
        """How digests are made; None where nothing is kept, so that nothing has to be traced."""
        ...

    def find(self, task: Task) -> Found | None:
        """The kept results, None where there are none, or where a package that it sees is not `settled` yet."""
        ...

    def exports(self, number: int) -> bytes:
        """The declarations of a package that was found, as `encode_exports` makes them."""
        ...

    def flows(self, number: int) -> bytes:
        """The encoded flows of a package that was found and has some."""
        ...

    def settle(self, number: int, exports: bytes, flows: bytes) -> None:
        """A package was analysed as far as others see it: the digests of its declarations and flows (b"": none)."""
        ...

    def keep(self, task: Task, result: bytes, exports: bytes, flows: bytes, traced: Traced) -> None:
        """Keep the encoded result, declarations and flows (b"": none) of a task that was run."""
        ...


class Forgetful:
    """A run without a cache."""

    digest: Digest | None = None

    def find(self, task: Task) -> Found | None:
        """Nothing is known."""
        return None

    def exports(self, number: int) -> bytes:
        """Never asked."""
        raise KeyError(number)

    def flows(self, number: int) -> bytes:
        """Never asked."""
        raise KeyError(number)

    def settle(self, number: int, exports: bytes, flows: bytes) -> None:
        """Nobody asks."""

    def keep(self, task: Task, result: bytes, exports: bytes, flows: bytes, traced: Traced) -> None:
        """Nothing is kept."""


def recalled(tasks: Sequence[Task], recall: Recall) -> dict[int, Found]:
    """The tasks whose results are known before anything runs, by number."""
    if recall.digest is None:
        return {}
    found = {task.number: recall.find(task) for task in tasks}
    return {number: one for number, one in found.items() if one is not None}
