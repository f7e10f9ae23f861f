"""The writers for people: frames, both goroutines, nothing that a terminal or a runner obeys."""

import re

from report_samples import CONFLICT, FILES, PATH, PLAIN, REPORT, STORE, WRITE, at, view

from golint_py.report import github, text
from golint_py.report.frame import WIDTH, line
from golint_py.report.view import Sources
from golint_py.text.finding import Finding, Report, Severity, Step, Thread
from golint_py.text.source import Source
from golint_py.text.span import Span


def change(finding: Finding[Span], **changes: object) -> Finding[Span]:
    return Finding(**{name: getattr(finding, name) for name in finding.__struct_fields__} | changes)


def many(number: int, severity: Severity = Severity.ERROR) -> Report:
    fields = {name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__} | {"severity": severity}
    return Report(findings=tuple(Finding(**fields) for _ in range(number)))


def test_a_conflict_shows_both_goroutines_their_code_and_their_locks() -> None:
    out = text.write(Report((CONFLICT,)), view())
    for wanted in (
        "error[golint/unknown-rule]: Store.items[k](1) is written while mu is held for reading (high confidence)",
        f"--> {PATH}:5:2",
        "[A] (*Store).Put, exported",
        "[B] goroutine started in (*Store).loop",
        "writes items [holds Store.mu (read)]",
        "deletes from items",
        f"the [lock] goes: {PATH}:6:2",
    ):
        assert wanted in out


def test_a_goroutine_that_runs_against_itself_is_shown_once() -> None:
    twice = change(CONFLICT, threads=CONFLICT.threads[:1] * 2)
    out = text.write(Report((twice,)), view())
    assert "[A and B] (*Store).Put, exported" in out
    assert out.count("locks mu for reading") == 1


def test_a_lock_that_the_message_names_is_not_named_again() -> None:
    thread = Thread("t", (Step(at(WRITE), "writes items, holding mu", (), ("mu", "other")),))
    out = text.write(Report((change(CONFLICT, threads=(thread,)),)), view())
    assert "writes items, holding mu [holds other]" in out


def test_nothing_is_shown_twice() -> None:
    out = text.write(Report((CONFLICT,)), view())
    assert "deleted here" not in out  # where the other goroutine ends
    two = Thread("t", (Step(at(b"s.mu.RLock()"), "first"), Step(at(b"s.mu"), "second")))
    out = text.write(Report((change(PLAIN, threads=(two,)),)), view())
    assert out.count("s.mu.RLock()") == 1
    assert out.index("first") < out.index("second")


def test_marks_stand_under_what_they_mark() -> None:
    lines = text.write(Report((CONFLICT,)), view()).splitlines()
    code = next(number for number, one in enumerate(lines) if "s.items[" in one)
    mark = lines[code + 1]
    assert mark.index("^") == lines[code].index("s.items[")
    assert mark.count("^") == len('s.items["é中😀"+k] = 1') + 2  # two characters are two columns wide


def test_tabs_are_expanded_to_stops_of_the_line() -> None:
    source = Source("a.go", b"ab\tcd\te\n")
    shown = line(source, Span("a.go", 3, 5))
    assert (shown.text, shown.indent, shown.length) == ("ab  cd  e", 4, 2)


def test_a_span_of_several_lines_is_marked_on_its_first() -> None:
    source = Source(PATH, STORE)
    shown = line(source, at(b"go func() {"))
    assert shown.text.strip() == "go func() {"
    assert shown.length == len("go func() {")


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    data = b"x" * 5000 + b"MARK" + b"y" * 5000
    shown = line(Source("a.go", data), Span("a.go", 5000, 5004))
    assert len(shown.text) <= WIDTH + 4
    assert shown.text[shown.indent : shown.indent + shown.length] == "MARK"


def test_control_and_reordering_characters_are_spelled_out() -> None:
    data = 'x := "\x1b[31m\u202e"\n'.encode()
    shown = line(Source("a.go", data), Span("a.go", 0, 1))
    assert shown.text == 'x := "<U+001B>[31m<U+202E>"'
    hostile = Finding(
        **{name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__} | {"message": "a\n::error::b\x1b[2J"}
    )
    for out in (text.write(Report((hostile,)), view()), text.concise(Report((hostile,)), view())):
        assert "\x1b" not in out
        assert "\n::error" not in out


def test_colours_are_there_only_when_asked_for_and_change_nothing_else() -> None:
    plain, coloured = text.write(REPORT, view()), text.write(REPORT, view(color=True))
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert coloured != plain


def test_concise_is_one_line_per_finding() -> None:
    lines = text.concise(Report((CONFLICT, PLAIN)), view(quiet=True)).splitlines()
    assert lines == [
        f"{PATH}:5:2: error[high] golint/unknown-rule: Store.items[k](1) is written while mu is held for reading",
        "b.go:3:5: note[medium] golint/unused-suppression: 100%: nothing is silenced here",
    ]


def test_the_summary_counts_findings_and_names_what_was_skipped() -> None:
    out = text.concise(REPORT, view())
    assert "2 findings (1 error, 1 note) in 3 files, 1 suppressed" in out
    assert "not or not wholly analysed: 2 files" in out
    assert "big.go: larger than 1 MB" in out
    assert "b.go:3: syntax error" in out
    assert "No findings in 0 files" in text.concise(Report(()), view())
    assert "failed in 2 places" in text.concise(Report((), failures=2), view())
    assert text.concise(Report(()), view(quiet=True)) == ""


def test_a_file_that_has_gone_does_not_stop_the_report() -> None:
    def gone(path: str) -> bytes:
        raise FileNotFoundError(path)

    out = text.write(Report((CONFLICT,)), view(sources=Sources(gone)))
    assert "error[golint/unknown-rule]" in out


def test_nothing_a_runner_obeys_is_printed() -> None:
    FILES["::stop-commands::x/a.go"] = b"package a\nvar x = 1 // ##[error]boo\n"
    odd = Finding(
        **{name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__}
        | {"place": at(b"x = 1", "::stop-commands::x/a.go"), "message": "::add-mask::x ##[debug]y"}
    )
    report = Report((odd, CONFLICT), skipped=())
    for writer in (text.write, text.concise, github.write):
        for one in writer(report, view(runner=True)).splitlines():
            assert "##[" not in one
            if one.lstrip().startswith("::"):
                assert writer is github.write
                assert re.match(r"::(error|warning|notice) file=[^:]*::", one), one
    del FILES["::stop-commands::x/a.go"]


def test_annotations_are_escaped_and_on_one_line() -> None:
    first = github.write(Report((CONFLICT,)), view()).splitlines()[0]
    where = f"file={PATH},line=5,endLine=5,col=2,endColumn={1 + len(WRITE.decode())}"
    assert first.startswith(f"::error {where},title=golint-py golint/unknown-rule::Store.items[k](1) is written")
    assert "%0A(*Store).Put, exported: writes items at" in first
    second = github.write(Report((PLAIN,)), view()).splitlines()[0]
    where = "file=b.go,line=3,endLine=3,col=5,endColumn=9"
    message = "100%25: nothing is silenced here"
    assert second == f"::notice {where},title=golint-py golint/unused-suppression::{message}"


def test_ten_annotations_of_each_level_and_a_count_of_the_rest() -> None:
    out = github.write(many(37), view()).splitlines()
    assert sum(one.startswith("::error ") for one in out) == 10
    assert "10 of 37 error annotations are shown; all are below" in out
    assert sum(one.startswith("| b.go:3:5") for one in out) == 37
    both = Report(many(10).findings + many(11, Severity.NOTE).findings)
    out = github.write(both, view()).splitlines()
    assert sum(one.startswith("::error ") for one in out) == 10
    assert "10 of 11 notice annotations are shown; all are below" in out
