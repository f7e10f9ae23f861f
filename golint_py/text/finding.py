"""What the rules say: findings with their severity, confidence, trail and plan. Plain frozen data."""

import enum
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct, structs

from golint_py.text.span import Site, Span


class Severity(enum.IntEnum):
    """How bad a finding is. Comparable."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Confidence(enum.IntEnum):
    """How sure a finding is. Comparable; never changes the severity."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Safety(enum.IntEnum):
    """How far to trust a fix: shown only, applied on request, applied by `fix`."""

    MANUAL = 1
    UNSAFE = 2
    SAFE = 3


P = TypeVar("P", bound=Site | Span)


class Step(Struct, Generic[P], frozen=True):
    """One step of a thread: a place, what happens there, SARIF `kinds` (call, acquire, memory ...), locks held then."""

    place: P
    message: str
    kinds: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


class Thread(Struct, Generic[P], frozen=True):
    """One side of a conflict, or one data flow: a name (`goroutine started in (*T).Run`) and its steps in order."""

    name: str
    steps: tuple[Step[P], ...]


class Related(Struct, Generic[P], frozen=True):
    """Another place that the message speaks of, with its label."""

    place: P
    message: str


class FixPlan(Struct, frozen=True):
    """What a rule knows about the remedy: the kind of rewrite, its target, its parameters. `fix` turns it into
    edits."""

    kind: str
    target: str
    safety: Safety
    parameters: tuple[tuple[str, str], ...] = ()


class Finding(Struct, Generic[P], frozen=True):
    """One finding. Rules yield `Finding[Site]`; reports get `Finding[Span]`.

    `message` is one line of plain text. `subject` is the location or symbol it is about (`pkg.T.field`), `function` the
    symbol of the function it is in; both with the rule form the fingerprint. `rank` (0 to 100) orders findings only.
    """

    rule: str
    place: P
    message: str
    severity: Severity
    confidence: Confidence
    subject: str
    function: str
    related: tuple[Related[P], ...] = ()
    threads: tuple[Thread[P], ...] = ()
    plan: FixPlan | None = None
    rank: float = 50.0

    def places(self) -> tuple[P, ...]:
        """Every place of the finding, the primary one first."""
        steps = tuple(step.place for thread in self.threads for step in thread.steps)
        return (self.place, *(related.place for related in self.related), *steps)


def resolve(finding: Finding[Site], span_of: Callable[[Site], Span]) -> Finding[Span]:
    """Join a finding with the span table."""
    return Finding(
        rule=finding.rule,
        place=span_of(finding.place),
        message=finding.message,
        severity=finding.severity,
        confidence=finding.confidence,
        subject=finding.subject,
        function=finding.function,
        related=tuple(Related(span_of(r.place), r.message) for r in finding.related),
        threads=tuple(
            Thread(t.name, tuple(Step(span_of(s.place), s.message, s.kinds, s.held) for s in t.steps))
            for t in finding.threads
        ),
        plan=finding.plan,
        rank=finding.rank,
    )


def with_severity(finding: Finding[Span], severity: Severity) -> Finding[Span]:
    """The same finding at another severity (configuration may remap a rule)."""
    return structs.replace(finding, severity=severity)


class Skipped(Struct, frozen=True, order=True):
    """A file (or, with `start` >= 0, a part of one) that was not analysed, and the reason in words."""

    path: str
    reason: str
    start: int = -1
    end: int = -1


class By(enum.Enum):
    """What silenced a finding: a comment, the baseline, or that the revision compared with has it too."""

    DIRECTIVE = "directive"
    BASELINE = "baseline"
    BASE = "base"


class Silenced(Struct, frozen=True):
    """A finding that is not shown. `why` is the reason in a directive, else the file or revision that has it."""

    finding: Finding[Span]
    by: By
    why: str = ""


class Report(Struct, frozen=True):
    """The whole outcome of a run, sorted, ready for any writer.

    `findings` are those to show. `gone` counts what the baseline still lists and nobody finds any more. `files` and
    `lines` count what was read, `lowered` the lines of functions that were lowered. `failures` counts contained crashes
    (exit code 2).
    """

    findings: tuple[Finding[Span], ...]
    suppressed: tuple[Silenced, ...] = ()
    gone: int = 0
    skipped: tuple[Skipped, ...] = ()
    files: int = 0
    lines: int = 0
    lowered: int = 0
    functions: int = 0
    failures: int = 0
