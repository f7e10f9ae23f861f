"""Directives: what they silence, and what is said about those that silence nothing."""

from collections.abc import Mapping, Sequence

import pytest

from golint_py.diagnostics import DIAGNOSTICS
from golint_py.rule import discover
from golint_py.suppress import Applied, Directive, apply, directives, is_date
from golint_py.text.finding import Confidence, Finding, Related, Severity, Step, Thread
from golint_py.text.span import Span

RULE = "map/concurrent-access"
KNOWN = frozenset({RULE, "map/inconsistent-guard", "exec/tainted-command"})


def span(data: bytes, text: bytes, path: str = "a.go") -> Span:
    start = data.index(text)
    return Span(path, start, start + len(text))


def found(place: Span, rule: str = RULE, threads: Sequence[Span] = (), related: Sequence[Span] = ()) -> Finding[Span]:
    return Finding(
        rule=rule,
        place=place,
        message="m",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        subject="s",
        function="f",
        threads=tuple(Thread("t", (Step(place, "start"), Step(last, "end"))) for last in threads),
        related=tuple(Related(one, "r") for one in related),
    )


def run(
    files: Mapping[str, bytes],
    *findings: Finding[Span],
    extents: Mapping[int, tuple[int, int]] | None = None,
    ran: frozenset[str] = KNOWN,
    today: str = "2026-11-21",
) -> Applied:
    read = {path: directives(data, path) for path, data in files.items()}
    return apply(findings, read, KNOWN, ran, lambda _, byte: (extents or {}).get(byte), today)


def silenced(result: Applied) -> tuple[Finding[Span], ...]:
    return tuple(one.finding for one in result.suppressed)


def one(data: bytes) -> Directive:
    (directive,) = directives(data, "a.go")
    return directive


def test_a_directive_beside_the_code_silences_the_line() -> None:
    data = b"m[k] = v //golint:ignore map/concurrent-access -- set up once\nm[j] = w\n"
    here, below = found(span(data, b"m[k]")), found(span(data, b"m[j]"))
    result = run({"a.go": data}, here, below)
    assert (result.kept, silenced(result), result.extra) == ((below,), (here,), ())


def test_a_directive_above_silences_the_next_line_of_code_only() -> None:
    data = b"\t//golint:ignore map/concurrent-access -- set up once\n\t// more words\n\tm[k] = v\n\tm[j] = w\n"
    here, below = found(span(data, b"m[k]")), found(span(data, b"m[j]"))
    result = run({"a.go": data}, here, below)
    assert (result.kept, silenced(result)) == ((below,), (here,))


def test_a_directive_beside_code_does_not_reach_the_next_line() -> None:
    data = b"x() //golint:ignore map/concurrent-access -- why\nm[k] = v\n"
    result = run({"a.go": data}, found(span(data, b"m[k]")))
    assert len(result.kept) == 1
    assert [extra.rule for extra in result.extra] == ["golint/unused-suppression"]


def test_a_directive_at_the_end_of_a_statement_of_several_lines_holds_for_it() -> None:
    data = b"f(\n\tm[k],\n) //golint:ignore map/concurrent-access -- why\n"
    result = run({"a.go": data}, found(span(data, b"f(\n\tm[k],\n)")))
    assert not result.kept


def test_a_directive_above_a_declaration_silences_all_of_it() -> None:
    data = b"// F does.\n//\n//golint:ignore map/concurrent-access -- why\nfunc F() {\n\n\tm[k] = v\n}\n\nm[j] = w\n"
    start, end = data.index(b"func F"), data.index(b"}\n") + 1
    inside, outside = found(span(data, b"m[k]")), found(span(data, b"m[j]"))
    result = run({"a.go": data}, inside, outside, extents={start: (start, end)})
    assert (silenced(result), result.kept) == ((inside,), (outside,))


def test_a_declaration_that_starts_elsewhere_is_not_covered() -> None:
    data = b"func F() {\n//golint:ignore map/concurrent-access -- why\n\tx()\n\tm[k] = v\n}\n"
    extents = {data.index(b"x()"): (0, len(data))}
    assert len(run({"a.go": data}, found(span(data, b"m[k]")), extents=extents).kept) == 1


def test_either_side_of_a_conflict_silences_it() -> None:
    a = b"m[k] = v\n"
    b = b"n[k] = v //golint:ignore map/concurrent-access -- single writer\n"
    conflict = found(span(a, b"m[k]"), threads=[span(a, b"m[k]"), span(b, b"n[k]", "b.go")])
    assert run({"b.go": b}, conflict).suppressed[0].finding == conflict


def test_a_step_on_the_way_or_a_related_place_does_not_silence() -> None:
    a = b"m[k] = v\n"
    b = b"n[k] = v //golint:ignore map/concurrent-access -- why\n"
    assert run({"b.go": b}, found(span(a, b"m[k]"), related=[span(b, b"n[k]", "b.go")])).kept
    way = Thread("t", (Step(span(b, b"n[k]", "b.go"), "spawns"), Step(span(a, b"m[k]"), "writes")))
    first = found(span(a, b"m[k]"))
    conflict = Finding(**{name: getattr(first, name) for name in first.__struct_fields__} | {"threads": (way,)})
    assert run({"b.go": b}, conflict).kept


def test_only_the_named_rules_are_silenced() -> None:
    data = b"m[k] = v //golint:ignore map/inconsistent-guard,exec/tainted-command -- why\n"
    here, other = found(span(data, b"m[k]")), found(span(data, b"m[k]"), "exec/tainted-command")
    result = run({"a.go": data}, here, other)
    assert (result.kept, silenced(result)) == ((here,), (other,))
    (extra,) = result.extra
    assert extra.rule == "golint/unused-suppression"
    assert "map/inconsistent-guard" in extra.message
    assert "tainted" not in extra.message


def test_a_rule_that_did_not_run_makes_no_directive_unused() -> None:
    data = b"x() //golint:ignore map/concurrent-access -- why\n"
    assert run({"a.go": data}, ran=frozenset()).extra == ()
    assert len(run({"a.go": data}).extra) == 1


def test_an_unknown_rule_is_reported_with_the_nearest_and_silences_nothing() -> None:
    data = b"m[k] = v //golint:ignore map/concurent-access -- why\n"
    result = run({"a.go": data}, found(span(data, b"m[k]")))
    assert len(result.kept) == 1
    (extra,) = result.extra
    assert extra.rule == "golint/unknown-rule"
    assert "did you mean map/concurrent-access?" in extra.message
    assert extra.place == span(data, b"//golint:ignore map/concurent-access -- why")


def test_an_expired_directive_silences_nothing_and_says_so() -> None:
    data = b"m[k] = v //golint:ignore map/concurrent-access until=2026-11-20 -- why\n"
    result = run({"a.go": data}, found(span(data, b"m[k]")))
    assert len(result.kept) == 1
    assert "expired on 2026-11-20" in result.extra[0].message
    assert run({"a.go": data}, found(span(data, b"m[k]")), today="2026-11-20").suppressed


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("// golint:ignore map/concurrent-access -- why", "no space"),
        ("//golint:ignore map/concurrent-access", "reason is missing"),
        ("//golint:ignore map/concurrent-access --", "reason is missing"),
        ("//golint:ignore", "no rule is named"),
        ("//golint:ignore -- why", "no rule is named"),
        ("//golint:ignore map -- why", "'map' is no rule id"),
        ("//golint:ignore all -- why", "'all' is no rule id"),
        ("//golint:ignore map/concurrent-access, -- why", "'' is no rule id"),
        ("//golint:ignore map/concurrent-access because -- why", "is no rule id"),
        ("//golint:ignore map/concurrent-access until=2026-02-30 -- why", "no date"),
        ("//golint:ignore map/concurrent-access until= -- why", "no date"),
        ("//golint:ignored map/concurrent-access -- why", "did you mean ignore?"),
        ("//golint:ignore:map/concurrent-access -- why", "write //golint:ignore family/name"),
        ("//golint:nolint", "is no directive"),
    ],
)
def test_a_malformed_directive_is_reported_and_silences_nothing(comment: str, says: str) -> None:
    data = f"m[k] = v {comment}\n".encode()
    result = run({"a.go": data}, found(span(data, b"m[k]")))
    assert len(result.kept) == 1
    (extra,) = result.extra
    assert extra.rule == "golint/malformed-directive"
    assert says in extra.message


def test_lists_dates_and_reasons_are_read() -> None:
    read = one(b"//golint:ignore map/concurrent-access, map/inconsistent-guard until=2027-03-01 -- a -- b, c \r\nx\r\n")
    assert read.rules == ("map/concurrent-access", "map/inconsistent-guard")
    assert (read.until, read.why, read.problem) == ("2027-03-01", "a -- b, c", "")


def test_annotations_and_other_comments_are_none_of_its_business() -> None:
    data = b"//golint:guardedby mu\n//golint:holds a.mu\n// see golint:ignore in the manual\n/*golint:ignore*/\n"
    assert directives(data, "a.go") == ()


def test_a_directive_inside_a_string_is_none() -> None:
    inside = b'"//golint:ignore map/x -- y"\nr := `\n//golint:ignore map/x -- y\n`\n'
    data = b"s := " + inside + b"c := '\"' //golint:ignore a/b -- y\n"
    (directive,) = directives(data, "a.go")
    assert directive.rules == ("a/b",)


def test_a_directive_at_the_very_end_of_a_file_is_unused() -> None:
    for data in (b"//golint:ignore map/concurrent-access -- why", b"//golint:ignore map/concurrent-access -- why\n"):
        assert [extra.rule for extra in run({"a.go": data}).extra] == ["golint/unused-suppression"]


def test_dates_are_those_of_the_calendar() -> None:
    good = ("2024-02-29", "2000-02-29", "2026-12-31")
    bad = ("2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20261-1-1", "0000-01-01", "2026-01-٠١")
    assert [is_date(text) for text in good] == [True] * 3
    assert [is_date(text) for text in bad] == [False] * len(bad)


def test_the_rules_of_the_tool_can_be_named() -> None:
    ids = {rule.id for rule in discover()} | {diagnostic.id for diagnostic in DIAGNOSTICS}
    data = b"//golint:ignore golint/file-not-analysed -- generated by hand\nx()\n"
    read = {"a.go": directives(data, "a.go")}
    assert apply((), read, ids, frozenset(), lambda *_: None, "2026-11-21").extra == ()
