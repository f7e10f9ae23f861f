"""What our JSON looks like, as records: the writer fills them, and the published schema is made from them."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

VERSION = "1"
Level = Literal["error", "warning", "note"]


class Point(Struct, frozen=True):
    """A place between two bytes: `line` and `column` from 1, the column in bytes; `offset` from 0, in bytes."""

    line: int
    column: int
    offset: int


class Place(Struct, frozen=True):
    """A part of a file. `path` is relative to the root of the run, with `/`. The end is exclusive."""

    path: str
    start: Point
    end: Point


class Related(Struct, frozen=True):
    """Another place that belongs to a finding."""

    place: Place
    message: str


class Step(Struct, frozen=True):
    """One step of a thread. `kinds` are SARIF's words; `held` are the locks held then."""

    place: Place
    message: str
    kinds: tuple[str, ...]
    held: tuple[str, ...]


class Thread(Struct, frozen=True):
    """One side of a conflict, or one flow of data."""

    name: str
    steps: tuple[Step, ...]


class Plan(Struct, frozen=True):
    """What kind of fix there is."""

    kind: str
    target: str
    safety: Literal["safe", "unsafe", "manual"]
    parameters: dict[str, str]


class Edit(Struct, frozen=True):
    """Put `text` in the place of what is there."""

    place: Place
    text: str


class Fix(Struct, frozen=True):
    """Edits that are right together or not at all."""

    title: str
    safety: Literal["safe", "unsafe", "manual"]
    edits: tuple[Edit, ...]


class Suppression(Struct, frozen=True):
    """Why a finding is not shown: a `directive` in the code, the `baseline`, or that the `base` revision has it."""

    by: Literal["directive", "baseline", "base"]
    why: str


class Finding(Struct, frozen=True, kw_only=True):
    """One finding. `version` is there in JSON Lines only, `suppression` in the list `suppressed` only."""

    version: str | UnsetType = UNSET
    rule: str
    severity: Level
    confidence: Literal["high", "medium", "low"]
    message: str
    place: Place
    subject: str
    function: str
    rank: Annotated[float, Meta(ge=0, le=100)]
    fingerprint: str
    related: tuple[Related, ...]
    threads: tuple[Thread, ...]
    plan: Plan | None
    fixes: tuple[Fix, ...]
    suppression: Suppression | UnsetType = UNSET


class Skipped(Struct, frozen=True):
    """A file, or with `place` a part of one, that was not analysed."""

    path: str
    reason: str
    place: Place | UnsetType = UNSET


class Tool(Struct, frozen=True):
    """Who wrote it."""

    name: str
    version: str


class Summary(Struct, frozen=True):
    """Counts. `gone` is how many findings of the baseline nobody finds any more."""

    files: int
    lines: int
    lowered: int
    functions: int
    failures: int
    gone: int


class Whole(Struct, frozen=True):
    """The output of `golint-py check --output-format json`. New keys may come at any time."""

    version: str
    tool: Tool
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    summary: Summary
