"""Directives in comments that silence findings, and what is said about those that silence nothing."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct, structs

from golint_py.compat import READERS
from golint_py.diagnostics import MALFORMED_DIRECTIVE, UNKNOWN_RULE, UNUSED_SUPPRESSION
from golint_py.directive import MARK, Directive, Use, marked
from golint_py.text.finding import By, Confidence, Finding, FixPlan, Safety, Severity, Silenced
from golint_py.text.nearest import nearest
from golint_py.text.span import Span

VERBS = ("ignore", "guardedby", "acquires", "releases", "holds")
GRAMMAR = "//golint:ignore family/name[,family/name] [until=YYYY-MM-DD] -- why"

DeclarationAt = Callable[[str, int], tuple[int, int] | None]


def _nowhere(path: str, byte: int) -> None:
    """No extent."""


# --- reading ----------------------------------------------------------------------------------------------------------


@cache
def _token() -> re.Pattern[bytes]:
    """Comments and literals of Go, so that a directive inside a string is none."""
    return re.compile(
        rb"//[^\n]*|/\*.*?\*/|`[^`]*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
        re.DOTALL,
    )


@cache
def _id() -> re.Pattern[str]:
    return re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def directives(data: bytes, path: str, compatible: Collection[str] = ()) -> tuple[Directive, ...]:
    """The `golint:ignore` directives of a Go file, and the comments that fail to be one, in order.

    Other verbs (`guardedby` ...) are annotations and none of this module's business. `compatible` are other tools whose
    directives count, too (see `compat`).
    """
    if not marked(data, compatible):
        return ()
    found = []
    for match in _token().finditer(data):
        comment = match.group()
        if comment.startswith(b"//") and comment[2:].lstrip().startswith(MARK):
            directive = _read(data, path, match.start(), match.end())
        elif compatible and comment.startswith((b"//", b"/*")):
            directive = _foreign(data, path, match.start(), match.end(), compatible)
        else:
            continue
        if directive is not None:
            found.append(directive)
    return tuple(found)


def _foreign(data: bytes, path: str, start: int, end: int, compatible: Collection[str]) -> Directive | None:
    text = data[start:end].decode("utf-8", "replace").rstrip()
    for tool in compatible:
        said = READERS[tool](text)
        if said is not None and (said.rules or said.problem):
            place = _target(data, path, start, start + len(data[start:end].rstrip()))
            if said.whole_file:
                place = _with(place, start=0, end=len(data), anchor=-1)
            return _with(place, rules=said.rules, why=said.why, problem=said.problem, tool=tool)
    return None


def _read(data: bytes, path: str, start: int, end: int) -> Directive | None:
    text = data[start:end].decode("utf-8", "replace").rstrip()
    verb, _, rest = text[2:].lstrip().removeprefix(MARK.decode()).partition(" ")
    verb, tab, more = verb.partition("\t")
    rest = (more + tab + rest).strip()
    place = _target(data, path, start, start + len(data[start:end].rstrip()))
    if verb not in VERBS and verb.partition(":")[0] not in VERBS:
        close = nearest(verb, VERBS)
        hint = f"; did you mean {close}?" if close else f"; there are {', '.join(VERBS)}"
        return _with(place, problem=f"golint:{verb} is no directive{hint}")
    if verb != "ignore":
        return None if not verb.startswith("ignore") else _with(place, problem=f"write {GRAMMAR}")
    if text[2] != "g":
        return _with(place, problem="a directive has no space between // and golint:")
    return _parsed(place, rest)


def _parsed(place: Directive, rest: str) -> Directive:
    head, _, why = f" {rest}".replace("\t", " ").partition(" --")
    words = head.split()
    until = words.pop().removeprefix("until=") if words and words[-1].startswith("until=") else None
    if not words:
        return _with(place, problem=f"no rule is named; write {GRAMMAR}")
    rules = tuple(one.strip() for one in " ".join(words).split(","))
    why = why.strip()
    for rule in rules:
        if _id().match(rule) is None:
            return _with(place, problem=f"{rule!r} is no rule id (family/name); write {GRAMMAR}")
    if until is not None and not is_date(until):
        return _with(place, problem=f"until={until} is no date (YYYY-MM-DD)")
    if not why:
        return _with(place, problem=f"the reason is missing; write {GRAMMAR}")
    return _with(place, rules=tuple(dict.fromkeys(rules)), until=until or "", why=why)


def _with(place: Directive, **fields: object) -> Directive:
    old = {name: getattr(place, name) for name in Directive.__struct_fields__}
    return Directive(**(old | fields))


def _target(data: bytes, path: str, start: int, end: int) -> Directive:
    """The directive without its words: where it stands and which line it speaks of."""
    line = data.rfind(b"\n", 0, start) + 1
    span = Span(path, start, end)
    if data[line:start].removeprefix(b"\xef\xbb\xbf").strip():
        after = data.find(b"\n", start)
        return Directive(span, line, len(data) if after < 0 else after, -1)
    while True:
        line = data.find(b"\n", line) + 1
        if line == 0:
            return Directive(span, len(data), len(data), len(data))
        after = data.find(b"\n", line)
        after = len(data) if after < 0 else after
        text = data[line:after]
        if not text.lstrip().startswith(b"//"):
            return Directive(span, line, after, line + len(text) - len(text.lstrip()))


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar, YYYY-MM-DD."""
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(part.isascii() and part.isdigit() for part in parts):
        return False
    year, month, day = map(int, parts)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


# --- applying ---------------------------------------------------------------------------------------------------------


class Applied(Struct, frozen=True):
    """The findings that stay, those that are silenced, those about the directives, and what became of these."""

    kept: tuple[Finding[Span], ...]
    suppressed: tuple[Silenced, ...]
    extra: tuple[Finding[Span], ...]
    uses: tuple[Use, ...] = ()


def apply(
    findings: Sequence[Finding[Span]],
    directives_by_path: Mapping[str, Sequence[Directive]],
    known_rules: Collection[str],
    ran_rules: Collection[str],
    declaration_at: DeclarationAt,
    today: str,
    statement_at: DeclarationAt = _nowhere,
) -> Applied:
    """Sort findings into kept and suppressed, and report the directives that are malformed, unknown, unused or expired.

    `declaration_at(path, byte)` gives the extent of the declaration that starts on the line of that byte, or None;
    `statement_at` that of the statement that starts there, for directives of other tools.
    To be called with every finding, before a filter on confidence or severity; only rules in `ran_rules` make a
    directive unused. `today` is YYYY-MM-DD. A directive covers a finding through its primary place or the last step of
    one of its threads: either side of a conflict.
    """
    active = {
        path: [
            (one, _extent(one, statement_at if one.tool else declaration_at))
            for one in several
            if not one.problem and not _expired(one, today)
        ]
        for path, several in directives_by_path.items()
    }
    used: Counter[tuple[Span, str]] = Counter()
    kept: list[Finding[Span]] = []
    silenced: list[Silenced] = []
    for finding in findings:
        hits = [
            one
            for place in _sides(finding)
            for one, extent in active.get(place.path, ())
            if _names(one, finding.rule) and _covers(one, extent, place)
        ]
        used.update({(one.span, finding.rule) for one in hits})
        if hits:
            silenced.append(Silenced(finding, By.DIRECTIVE, hits[0].why or hits[0].tool))
        else:
            kept.append(finding)
    extra = [
        said
        for path in sorted(directives_by_path)
        for one in directives_by_path[path]
        for said in _about(one, used, known_rules, ran_rules, today)
    ]
    uses = tuple(
        Use(one, sum(number for (span, _), number in used.items() if span == one.span), state)
        for path in sorted(directives_by_path)
        for one in directives_by_path[path]
        for state in (_state(one, used, known_rules, ran_rules, today),)
    )
    return Applied(tuple(kept), tuple(silenced), tuple(extra), uses)


def _names(directive: Directive, rule: str) -> bool:
    """Whether the directive names the rule. Those of other tools may name families, but never our own diagnostics."""
    if not directive.tool:
        return rule in directive.rules
    family = rule.partition("/")[0]
    return family != "golint" and any(one in (rule, family, "all") for one in directive.rules)


def _state(
    directive: Directive,
    used: Counter[tuple[Span, str]],
    known_rules: Collection[str],
    ran_rules: Collection[str],
    today: str,
) -> str:
    if directive.problem:
        return "malformed"
    if _expired(directive, today):
        return "expired"
    if any(span == directive.span for span, _ in used):
        return "used"
    if not directive.tool and not any(rule in known_rules for rule in directive.rules):
        return "unknown"
    ran = any(_names(directive, rule) for rule in ran_rules)
    return "unused" if ran else "idle"


def _sides(finding: Finding[Span]) -> Iterator[Span]:
    yield finding.place
    for thread in finding.threads:
        if thread.steps:
            yield thread.steps[-1].place


def _extent(directive: Directive, declaration_at: DeclarationAt) -> tuple[int, int] | None:
    """The declaration below the directive, if one starts on the line that it speaks of."""
    if directive.anchor < 0 or directive.anchor >= directive.end:
        return None
    extent = declaration_at(directive.span.path, directive.anchor)
    return extent if extent is not None and directive.start <= extent[0] < directive.end else None


def _covers(directive: Directive, extent: tuple[int, int] | None, place: Span) -> bool:
    if extent is not None and extent[0] <= place.start < extent[1]:
        return True
    if directive.start <= place.start < max(directive.end, directive.start + 1):
        return True
    return directive.anchor < 0 and directive.start <= place.end - 1 < directive.end


def _expired(directive: Directive, today: str) -> bool:
    return bool(directive.until) and directive.until < today


def _about(
    directive: Directive,
    used: Collection[tuple[Span, str]],
    known_rules: Collection[str],
    ran_rules: Collection[str],
    today: str,
) -> Iterator[Finding[Span]]:
    if directive.tool and not directive.problem:
        return  # it may serve the other tool
    if directive.problem:
        yield _said(MALFORMED_DIRECTIVE, Severity.WARNING, directive, directive.problem)
        return
    unknown = [rule for rule in directive.rules if rule not in known_rules]
    for rule in unknown:
        close = nearest(rule, sorted(known_rules))
        hint = f"; did you mean {close}?" if close else "; `golint-py rules` lists them"
        yield _said(UNKNOWN_RULE, Severity.WARNING, directive, f"there is no rule {rule}{hint}")
    if _expired(directive, today):
        text = f"this suppression of {', '.join(directive.rules)} expired on {directive.until}; remove it or renew it"
        yield _said(UNUSED_SUPPRESSION, Severity.NOTE, directive, text)
        return
    idle = _idle(directive, used, known_rules, ran_rules)
    if idle:
        text = f"nothing here is silenced by the suppression of {', '.join(idle)}"
        plan = FixPlan("drop-directive", ",".join(idle), Safety.UNSAFE)
        yield structs.replace(_said(UNUSED_SUPPRESSION, Severity.NOTE, directive, text), plan=plan)


def _idle(
    directive: Directive,
    used: Collection[tuple[Span, str]],
    known_rules: Collection[str],
    ran_rules: Collection[str],
) -> Iterable[str]:
    return [
        rule
        for rule in directive.rules
        if rule in known_rules and rule in ran_rules and (directive.span, rule) not in used
    ]


def _said(rule: str, severity: Severity, directive: Directive, message: str) -> Finding[Span]:
    return Finding(
        rule=rule,
        place=directive.span,
        message=message,
        severity=severity,
        confidence=Confidence.HIGH,
        subject=",".join(directive.rules),
        function="",
    )
