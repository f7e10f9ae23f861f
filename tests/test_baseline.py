"""The baseline: what is known is not shown, what is new is, and the file survives moved lines and merges."""

import json
from pathlib import Path

import pytest
from report_samples import CONFLICT, PLAIN
from test_cli import RULE, STORE, Done, golint, project, rules_in

from golint_py.baseline import Entry, Sight, entries_of, hide, known, parse, pruned, split, total, updated, write
from golint_py.config import ConfigError
from golint_py.diagnostics import INTERNAL_ERROR
from golint_py.text.finding import By, Finding, Report
from golint_py.text.span import Span

NAME = "golint-py-baseline.jsonl"
PUT = "func (s *Store) Put(k string) {\n\ts.mu.RLock()\n\tdefer s.mu.RUnlock()\n\ts.items[k] = 1\n}\n"
assert PUT in STORE
__all__ = ["project"]


def changed(finding: Finding[Span], **changes: object) -> Finding[Span]:
    return Finding(**{name: getattr(finding, name) for name in finding.__struct_fields__} | changes)


def create(project: Path) -> None:
    done = golint(project, "baseline", "create")
    assert (done.returncode, done.stdout) == (0, f"{NAME}: 1 finding, 1 added, 0 gone\n")


def check(project: Path, *arguments: str) -> Done:
    return golint(project, "check", "--baseline", NAME, "--output-format", "json", *arguments)


# --- the file ---------------------------------------------------------------------------------------------------------


def test_the_file_is_sorted_and_has_one_line_per_entry() -> None:
    text = write(entries_of([PLAIN, CONFLICT, CONFLICT]))
    head, *lines = text.splitlines()
    assert head == '{"golint-py-baseline":1}'
    assert lines == sorted(lines)
    assert [json.loads(line).get("count", 1) for line in lines] == [2, 1]
    assert write(entries_of([CONFLICT, CONFLICT, PLAIN])) == text
    assert write(parse(text.encode(), "b")) == text


def test_it_holds_no_position() -> None:
    moved = changed(CONFLICT, place=Span(CONFLICT.place.path, 0, 1), message="other words")
    assert write(entries_of([moved])) == write(entries_of([CONFLICT]))


def test_lines_that_a_merge_has_left_twice_count_once() -> None:
    text = write(entries_of([PLAIN]))
    assert parse((text + text + "\n").encode(), "b") == parse(text.encode(), "b")
    several = text + write(entries_of([PLAIN, PLAIN])).splitlines()[1] + "\n"
    assert total(parse(several.encode(), "b")) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a baseline"),
        ("[]", "not a baseline"),
        ('{"rule":"a/b","subject":"s"}', "not a baseline"),
        ('{"golint-py-baseline":2}', "version 2"),
        ('{"golint-py-baseline":1}\n<<<<<<< HEAD\n', "b:2: an unresolved merge"),
        ('{"golint-py-baseline":1}\n{"rule":"a/b"}', "b:2: no entry"),
        ('{"golint-py-baseline":1}\nrubbish', "b:2: no entry"),
    ],
)
def test_a_damaged_file_is_a_mistake_and_not_an_empty_baseline(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        parse(text.encode(), "b")


def test_names_that_are_not_utf8_are_written_and_found_again() -> None:
    odd = changed(PLAIN, place=Span("b\udcff.go", 0, 1))
    entries = parse(write(entries_of([odd])).encode(), "b")
    assert split([odd], known(entries)) == ((), (odd,))


# --- comparing --------------------------------------------------------------------------------------------------------


def test_of_several_alike_those_over_the_count_are_new() -> None:
    assert split([PLAIN] * 3, known(entries_of([PLAIN] * 2))) == ((PLAIN,), (PLAIN, PLAIN))


def test_outside_of_functions_the_file_is_part_of_the_identity() -> None:
    elsewhere = changed(PLAIN, place=Span("c.go", 0, 1))
    assert split([elsewhere], known(entries_of([PLAIN])))[0] == (elsewhere,)
    moved = changed(CONFLICT, place=Span("c.go", 0, 1))
    assert split([moved], known(entries_of([CONFLICT])))[0] == ()


def test_a_crash_is_never_known() -> None:
    crash = changed(PLAIN, rule=INTERNAL_ERROR)
    assert entries_of([crash]) == ()
    assert split([crash], {(INTERNAL_ERROR, crash.subject, crash.place.path): 1})[0] == (crash,)


def test_what_is_known_is_suppressed_with_the_reason() -> None:
    report = hide(Report((PLAIN, CONFLICT)), known(entries_of([PLAIN])), By.BASELINE, "file")
    assert report.findings == (CONFLICT,)
    assert [(one.finding, one.by, one.why) for one in report.suppressed] == [(PLAIN, By.BASELINE, "file")]


def test_only_what_the_run_could_see_is_pruned() -> None:
    entry = Entry("map/x", "s", "f", "a/b.go", 3)

    def left(rules: set[str], paths: tuple[str, ...], *present: Finding[Span]) -> int:
        return total(pruned([entry], Sight(rules, paths, present)))

    there = changed(PLAIN, rule="map/x", subject="s", function="f")
    assert left({"map/x"}, ("",)) == 0
    assert left({"map/x"}, ("a",)) == 0
    assert left({"map/x"}, ("a/b.go",)) == 0
    assert left({"map/y"}, ("",)) == 3
    assert left({"map/x"}, ("a/b", "c")) == 3
    assert left({"map/x"}, ("",), there) == 1
    assert left({"map/x"}, ("",), *[there] * 5) == 3


def test_an_update_adds_what_is_new_and_drops_what_is_gone() -> None:
    old = entries_of([PLAIN, CONFLICT])
    sight = Sight({CONFLICT.rule, PLAIN.rule}, ("",), [CONFLICT])
    assert updated(old, sight, [CONFLICT]) == entries_of([CONFLICT])
    assert updated(entries_of([CONFLICT]), sight, [CONFLICT, PLAIN]) == old


# --- as a user does it ------------------------------------------------------------------------------------------------


def test_the_life_of_a_baseline(project: Path) -> None:
    create(project)
    done = check(project)
    assert (done.returncode, rules_in(done)) == (0, [])
    (one,) = json.loads(done.stdout)["suppressed"]
    assert (one["rule"], one["suppression"]) == (RULE, {"by": "baseline", "why": NAME})
    file = project / "store" / "s.go"
    file.write_text(STORE.replace("package store", "// words\n\npackage store") + PUT.replace("Put", "Push"))
    assert [found["function"] for found in json.loads(check(project).stdout)["findings"]] == [
        "(*example.com/m/store.Store).Push"
    ]
    assert golint(project, "baseline", "prune").stdout == f"{NAME}: 1 finding, 0 added, 0 gone\n"
    assert golint(project, "baseline", "update").stdout == f"{NAME}: 2 findings, 1 added, 0 gone\n"
    assert check(project).returncode == 0
    file.write_text(STORE.replace("RLock", "Lock").replace("RUnlock", "Unlock"))
    text = golint(project, "check", "--baseline", NAME).stdout
    assert "2 findings of the baseline gone: `golint-py baseline prune` forgets them" in text
    assert golint(project, "baseline", "prune").stdout == f"{NAME}: 0 findings, 0 added, 2 gone\n"


def test_what_else_changes_in_the_function_does_not_make_a_finding_new(project: Path) -> None:
    """Local variables and function literals have no names of their own."""
    head = 'package store\n\nimport "sync"\n\nfunc Load(keys []string) {\n'
    body = """	counts := map[string]int{}
	var group sync.WaitGroup
	for _, key := range keys {
		group.Add(1)
		go func() {
			defer group.Done()
			counts[key]++
		}()
	}
	group.Wait()
}
"""
    file = project / "store" / "s.go"
    file.write_text(head + body)
    create(project)
    assert "Load#counts" in (project / NAME).read_text()
    file.write_text(head + "\tlog := func() { println(len(keys)) }\n\tlog()\n" + body)
    assert check(project).returncode == 0
    file.write_text(head.replace("Load", "Fill") + body)
    assert check(project).returncode == 1


def test_it_is_never_overwritten_by_create(project: Path) -> None:
    create(project)
    done = golint(project, "baseline", "create")
    assert done.returncode == 2
    assert "is there already; `golint-py baseline update`" in done.stderr


def test_other_paths_and_rules_are_left_alone(project: Path) -> None:
    create(project)
    before = (project / NAME).read_text()
    (project / "store" / "s.go").write_text("package store\n")
    for arguments in (["clean"], ["--select", "exec"]):
        assert golint(project, "baseline", "update", *arguments).returncode == 0
        assert (project / NAME).read_text() == before
        assert "gone" not in golint(project, "check", "--baseline", NAME, *arguments).stdout


def test_a_hidden_finding_is_not_gone(project: Path) -> None:
    create(project)
    config = project / "golint-py.toml"
    config.write_text(f'min-severity = "error"\n[severity]\n"{RULE}" = "note"\n')
    assert golint(project, "baseline", "prune").stdout == f"{NAME}: 1 finding, 0 added, 0 gone\n"


def test_the_configuration_can_name_it_and_the_command_line_can_switch_it_off(project: Path) -> None:
    (project / "golint-py.toml").write_text('baseline = "known/b.jsonl"\n')
    (project / "known").mkdir()
    assert "known/b.jsonl: no such baseline" in golint(project, "check").stderr
    assert golint(project, "baseline", "create").returncode == 0
    assert (project / "known" / "b.jsonl").exists()
    assert golint(project / "clean", "check", "..").returncode == 0
    assert golint(project, "check", "--no-baseline").returncode == 1
    (project / "golint-py.toml").write_text('baseline = "../b.jsonl"\n')
    assert "baseline: ../b.jsonl leads out of" in golint(project, "check").stderr


def test_a_baseline_that_is_not_there_fails(project: Path) -> None:
    done = check(project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such baseline; `golint-py baseline create` makes one" in done.stderr


def test_it_is_shown_to_people(project: Path) -> None:
    create(project)
    lines = golint(project, "baseline", "show").stdout.splitlines()
    assert lines[0].startswith(f"store/s.go: {RULE}: ")
    assert lines[1] == "1 finding in the baseline"
