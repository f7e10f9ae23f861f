"""The command line on real Go files: exit codes, formats, paths, standard input, mistakes."""

import json
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest

import golint_py
from golint_py.cli.main import entry
from golint_py.cli.outputs import FORMATS
from golint_py.cli.terminal import wants_color
from golint_py.rule import discover
from golint_py.version import VERSION

STORE = """package store

import "sync"

type Store struct {
	mu    sync.RWMutex
	items map[string]int
}

func (s *Store) Put(k string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.items[k] = 1
}

func (s *Store) Get(k string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.items[k]
}
"""
RULE = "map/write-under-read-lock"
CLEAN = "package clean\n\nfunc F() int { return 1 }\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A module with one bug in the package store and none in clean."""
    for path, text in {"go.mod": "module example.com/m\n\ngo 1.22\n", "store/s.go": STORE, "clean/c.go": CLEAN}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


class Done(NamedTuple):
    """What a command line did."""

    returncode: int
    stdout: str
    stderr: str


def golint(folder: Path, *arguments: str, stdin: str = "") -> Done:
    """Run a command line in the folder, in this process: a new one each time would take most of the tests' time."""
    out, complaints = TextIOWrapper(BytesIO(), "utf-8"), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(complaints), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode())))
        patch.delenv("GITHUB_ACTIONS", raising=False)
        code = entry(list(arguments))
        out.flush()
    return Done(code, out.buffer.getvalue().decode(), complaints.getvalue())  # type: ignore[attr-defined]


def rules_in(done: Done) -> list[str]:
    return [finding["rule"] for finding in json.loads(done.stdout)["findings"]]


# --- exit codes -------------------------------------------------------------------------------------------------------


def test_findings_exit_with_1_and_none_with_0(project: Path) -> None:
    found = golint(project, "check")
    assert (found.returncode, found.stderr) == (1, "")
    assert f"error[{RULE}]" in found.stdout
    assert "--> store/s.go:13:2" in found.stdout
    clean = golint(project, "check", "clean")
    assert (clean.returncode, clean.stdout) == (0, "No findings in 1 file\n")


def test_the_exit_code_is_the_same_for_every_format(project: Path) -> None:
    for name in FORMATS:
        assert golint(project, "check", "--output-format", name).returncode == 1, name
        assert golint(project, "check", "clean", "--output-format", name).returncode == 0, name


def test_findings_below_the_fail_level_exit_with_0(project: Path) -> None:
    (project / "golint-py.toml").write_text(f'[severity]\n"{RULE}" = "note"\n')
    assert golint(project, "check").returncode == 1
    low = golint(project, "check", "--fail-level", "warning")
    assert low.returncode == 0
    assert f"note[{RULE}]" in low.stdout


def test_exit_zero_is_for_findings_and_not_for_failures(project: Path) -> None:
    assert golint(project, "check", "--exit-zero").returncode == 0
    assert golint(project, "check", "--exit-zero", "--strict").returncode == 0
    (project / "clean" / "broken.go").write_text("package clean\n\nfunc broken( {\n")
    assert golint(project, "check", "--exit-zero").returncode == 0
    assert golint(project, "check", "--exit-zero", "--strict").returncode == 2


def test_skipped_files_are_named_and_count_only_when_strict(project: Path) -> None:
    (project / "clean" / "broken.go").write_text("package clean\n\nfunc broken( {\n")
    loose = golint(project, "check", "clean")
    assert loose.returncode == 0
    assert "clean/broken.go:3" in loose.stdout
    assert golint(project, "check", "clean", "--strict").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "nope"], "nope: no such file or directory"),
        (["check", "go.mod"], "go.mod: not a Go file"),
        (["check", "--select", "map/concurent-access"], "did you mean map/concurrent-access?"),
        (["check", "--ignore", "maps"], "did you mean map?"),
        (["check", "--output-format", "sarf"], "did you mean sarif?"),
        (["check", "--output-format", "json", "--output-format", "sarif"], "two reports for standard output"),
        (["check", "--output-format", "json:/nope/x.json"], "/nope/x.json: No such file"),
        (["check", "--min-confidence", "sure"], "invalid choice: 'sure'"),
        (["check", "--jobs", "-1"], "--jobs"),
        (["check", "--shard", "2"], "argument --shard: '2' is no shard; the second of four is 2/4"),
        (["check", "--shard=-1/2"], "argument --shard: '-1/2' is no shard"),
        (["check", "--shard", "0/2"], "argument --shard: there is no shard 0 of 2; they are 1/2 to 2/2"),
        (["check", "--shard", "3/2"], "argument --shard: there is no shard 3 of 2; they are 1/2 to 2/2"),
        (["check", "--shard", "0/0"], "argument --shard: there are no shards in 0; the only one is 1/1"),
        (["check", "--config", "none.toml"], "none.toml: No such file"),
        (["check", "--config", "a", "--isolated"], "--config does not go with --isolated"),
        (["check", "-", "store"], "does not go with other paths"),
        (["check", "--stdin-filename", "x.go"], "goes with the path -"),
        (["check", "--statistics", "--output-format", "sarif"], "--statistics goes with"),
        (["check", "--nonsense"], "--nonsense"),
        (["chek"], "did you mean check?"),
        (["store"], "did you mean `golint-py check store`?"),
        (["--select", "map"], "options come after a command"),
        (["rule", "map/concurent-access"], "did you mean map/concurrent-access?"),
        (["rule"], "name one rule"),
        (["rules", "check"], "needs the path"),
        (["rules", "check", "nope.py"], "nope.py: no such file"),
        (["debug", "cst", "nope.go"], "nope.go: no such file"),
        (["debug", "cst", "store/s.go:Nope"], "there is no function Nope"),
    ],
)
def test_a_mistake_exits_with_2_and_is_explained_on_standard_error(
    project: Path, arguments: list[str], says: str
) -> None:
    done = golint(project, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_in_the_configuration_is_told_with_its_place(project: Path) -> None:
    (project / "golint-py.toml").write_text("min-confidense = 'high'\n")
    done = golint(project, "check")
    assert done.returncode == 2
    assert "golint-py.toml: unknown key min-confidense; did you mean min-confidence?" in done.stderr
    (project / "golint-py.toml").write_text("select = ['mapp']\n")
    assert (
        "golint-py.toml: select: there is no rule or family mapp; did you mean map?" in golint(project, "check").stderr
    )
    assert golint(project, "check", "--isolated").returncode == 1


# --- what is looked at ------------------------------------------------------------------------------------------------


def test_paths_are_files_folders_and_go_patterns(project: Path) -> None:
    for path in ("store/s.go", "store", "./store/", "./...", "store/...", str(project / "store")):
        assert golint(project, "check", "--quiet", "--output-format", "concise", path).stdout.startswith(
            "store/s.go:13:2"
        )


def test_paths_are_shown_from_the_working_directory_and_reported_from_the_root(project: Path) -> None:
    (project / ".git").mkdir()
    inside = project / "clean"
    shown = golint(inside, "check", "../store", "--output-format", "concise", "--quiet").stdout
    assert shown.startswith("../store/s.go:13:2")
    whole = json.loads(golint(inside, "check", "../store", "--output-format", "json").stdout)
    assert whole["findings"][0]["place"]["path"] == "store/s.go"


def test_standard_input_is_read_under_a_name(project: Path) -> None:
    named = golint(project, "check", "-", "--stdin-filename", "store/s.go", "--output-format", "concise", stdin=STORE)
    assert named.returncode == 1
    assert named.stdout.startswith("store/s.go:13:2: error[high]")
    changed = STORE.replace(
        "s.mu.RLock()\n\tdefer s.mu.RUnlock()\n\ts.items[k] = 1", "s.mu.Lock()\n\tdefer s.mu.Unlock()"
    )
    assert golint(project, "check", "-", "--stdin-filename", "store/s.go", stdin=changed).returncode == 0


def test_standard_input_needs_no_name(project: Path) -> None:
    done = golint(project, "check", "-", "--output-format", "concise", stdin=STORE)
    assert done.returncode == 1
    assert done.stdout.startswith("<stdin>:13:2: error[high]")


def test_rules_are_selected_and_ignored(project: Path) -> None:
    assert rules_in(golint(project, "check", "--output-format", "json", "--select", "exec")) == []
    assert rules_in(golint(project, "check", "--output-format", "json", "--select", "exec,map")) == [RULE]
    assert rules_in(golint(project, "check", "--output-format", "json", "--ignore", RULE)) == []
    assert rules_in(golint(project, "check", "--output-format", "json", "--ignore", "map", "--select", RULE)) == [RULE]


def test_the_nearest_configuration_holds(project: Path) -> None:
    (project / "golint-py.toml").write_text("ignore = ['map']\n")
    assert golint(project, "check", "store").returncode == 0
    (project / "store" / ".golint-py.toml").write_text("")
    assert golint(project, "check", "store").returncode == 1
    assert golint(project, "check", "store", "--config", "golint-py.toml").returncode == 0
    assert golint(project, "check").returncode == 1


def test_excluded_files_are_left_out_unless_they_are_named(project: Path) -> None:
    (project / "golint-py.toml").write_text("exclude = ['store']\n")
    assert golint(project, "check").returncode == 0
    assert golint(project, "check", "store/s.go").returncode == 1
    assert golint(project, "check", "store/s.go", "--force-exclude").returncode == 0


def test_the_configuration_can_name_formats_and_the_command_line_wins(project: Path) -> None:
    (project / "golint-py.toml").write_text("output-format = ['json']\n")
    assert rules_in(golint(project, "check")) == [RULE]
    assert golint(project, "check", "--output-format", "concise").stdout.startswith("store/s.go")


# --- suppression ------------------------------------------------------------------------------------------------------


def directive(project: Path, text: str) -> Done:
    (project / "store" / "s.go").write_text(STORE.replace("s.items[k] = 1", f"s.items[k] = 1 {text}"))
    return golint(project, "check", "--output-format", "json", "store")


def test_a_directive_silences_its_finding(project: Path) -> None:
    done = directive(project, f"//golint:ignore {RULE} -- only in tests")
    assert (done.returncode, rules_in(done)) == (0, [])
    assert [one["rule"] for one in json.loads(done.stdout)["suppressed"]] == [RULE]


def test_a_directive_above_a_declaration_silences_what_is_in_it(project: Path) -> None:
    (project / "store" / "s.go").write_text(
        STORE.replace("func (s *Store) Put", f"// Put puts.\n//\n//golint:ignore {RULE} -- known\nfunc (s *Store) Put")
    )
    assert golint(project, "check", "store").returncode == 0


def test_unused_unknown_and_malformed_directives_are_findings(project: Path) -> None:
    other = directive(project, "//golint:ignore exec/tainted-command -- no")
    assert rules_in(other) == [RULE, "golint/unused-suppression"]
    assert rules_in(directive(project, "//golint:ignore map/nonsense -- no")) == [RULE, "golint/unknown-rule"]
    assert rules_in(directive(project, f"// golint:ignore {RULE} -- no")) == [RULE, "golint/malformed-directive"]


def test_a_directive_for_a_rule_that_is_not_selected_is_not_unused(project: Path) -> None:
    (project / "clean" / "c.go").write_text(CLEAN + f"//golint:ignore {RULE} -- later\nvar x = 1\n")
    assert golint(project, "check", "clean").returncode == 1
    assert golint(project, "check", "clean", "--select", "exec").returncode == 0


# --- output -----------------------------------------------------------------------------------------------------------


def test_several_formats_in_one_run(project: Path) -> None:
    done = golint(
        project,
        "check",
        "--output-format",
        "sarif:out.sarif",
        "--output-format",
        "json:out.json",
        "--output-format",
        "concise",
    )
    assert done.stdout.startswith("store/s.go:13:2")
    assert json.loads((project / "out.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == RULE
    assert json.loads((project / "out.json").read_text())["findings"][0]["rule"] == RULE
    assert sorted(path.name for path in project.iterdir()) == ["clean", "go.mod", "out.json", "out.sarif", "store"]


def test_the_output_file_is_for_the_format_without_one(project: Path) -> None:
    done = golint(project, "check", "--output-format", "sarif", "--output-file", "a b.sarif")
    assert done.stdout == ""
    assert json.loads((project / "a b.sarif").read_text())["version"] == "2.1.0"


def test_statistics_count_instead_of_showing(project: Path) -> None:
    assert golint(project, "check", "--statistics").stdout == f"     1  error    {RULE}\n"


def test_quiet_leaves_the_summary_out(project: Path) -> None:
    assert golint(project, "check", "--quiet", "clean").stdout == ""


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colours_follow_the_choice_then_the_environment_then_the_terminal(
    choice: str, environment: dict[str, str], terminal: bool, expected: bool
) -> None:
    assert wants_color(choice, environment, terminal) is expected


def test_colours_never_go_into_files(project: Path) -> None:
    golint(project, "check", "--color", "always", "--output-format", "text:out.txt")
    assert "\x1b" not in (project / "out.txt").read_text()
    assert "\x1b" in golint(project, "check", "--color", "always").stdout
    assert "U+001B" not in golint(project, "check", "--color", "always", "--output-format", "junit").stdout


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    body = "(k string) {\n\ts.mu.RLock()\n\ts.items[k] = 1\n\ts.mu.RUnlock()\n}\n"
    many = "".join(f"func (s *Store) Put{number}{body}" for number in range(300))
    (project / "store" / "s.go").write_text(STORE + many)
    command = f"'{sys.executable}' -m golint_py check | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(Path(golint_py.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("error[")
    assert done.stderr == ""


# --- other commands ---------------------------------------------------------------------------------------------------


def test_the_version_is_told_three_ways(project: Path) -> None:
    for arguments in (["--version"], ["-V"], ["version"]):
        assert golint(project, *arguments).stdout == f"golint-py {VERSION}\n"


def test_help_names_every_command(project: Path) -> None:
    done = golint(project, "--help")
    assert done.returncode == 0
    for name in ("check", "rule", "rules", "debug", "version"):
        assert f"  {name} " in done.stdout
        if name != "version":
            assert golint(project, name, "--help").returncode == 0
    assert golint(project).returncode == 2


def test_a_rule_is_explained(project: Path) -> None:
    plain = golint(project, "rule", RULE)
    assert plain.returncode == 0
    assert "Why it matters" in plain.stdout
    assert golint(project, "rule", RULE, "--output-format", "markdown").stdout.startswith(f"# {RULE}\n")
    data = json.loads(golint(project, "rule", RULE, "--output-format", "json").stdout)
    assert (data["id"], data["severity"]) == (RULE, "error")
    assert len(json.loads(golint(project, "rule", "--all", "--output-format", "json").stdout)) == len(discover()) + 7


def test_rules_are_listed(project: Path) -> None:
    listed = golint(project, "rules").stdout
    for rule in discover():
        assert f"\n{rule.id} " in "\n" + listed
    assert "golint/unused-suppression" in listed
    ids = [rule["id"] for rule in json.loads(golint(project, "rules", "--output-format", "json").stdout)]
    assert ids[: len(discover())] == [rule.id for rule in discover()]


def test_rule_modules_are_vetted(project: Path) -> None:
    root = Path(__file__).resolve().parent.parent
    own = golint(project, "rules", "check", str(root / "rules"))
    assert (own.returncode, own.stdout.endswith(" 0 problems\n")) == (0, True)
    (project / "map").mkdir()
    (project / "map" / "bad.py").write_text("import os\n")
    bad = golint(project, "rules", "check", "map/bad.py")
    assert bad.returncode == 1
    assert "map/bad.py:1: a rule must not import os" in bad.stdout


def test_the_syntax_tree_of_a_function_is_shown(project: Path) -> None:
    for name in ("Put", "Store.Put", "(*Store).Put"):
        shown = golint(project, "debug", "cst", f"store/s.go:{name}").stdout
        assert shown.startswith("method_declaration [9:0-13:1]\n")
        assert "    name: field_identifier [9:16-9:19] 'Put'\n" in shown.replace("  name: f", "    name: f")
        assert "Get" not in shown
    assert "package_clause" in golint(project, "debug", "cst", "store/s.go").stdout


def test_the_syntax_tree_of_deeply_nested_code_is_shown(project: Path) -> None:
    (project / "clean" / "deep.go").write_text("package clean\n\nvar x = " + "(" * 5000 + "1" + ")" * 5000 + "\n")
    done = golint(project, "debug", "cst", "clean/deep.go")
    assert (done.returncode, done.stdout.count("parenthesized_expression")) == (0, 5000)


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ("types", "  13:2  s.items  map[string]int\n"),
        ("ssa", "mapwrite v"),
        ("callgraph", "  -> (*example.com/m/store.Store).Get\n"),
        ("locks", "  13:2  write s.items  [+p0.mu (read)]\n"),
        ("goroutines", "  15:2  starts (*example.com/m/store.Store).Put$1 (go)\n"),
    ],
)
def test_every_stage_of_the_analysis_can_be_shown(project: Path, stage: str, says: str) -> None:
    more = "\ts.items[k] = 1\n\ts.Get(k)\n\tgo func() { s.Get(k) }()\n"
    (project / "store" / "s.go").write_text(STORE.replace("\ts.items[k] = 1\n", more))
    whole = golint(project, "debug", stage, "store/s.go")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "Get" in whole.stdout
    for name in ("Put", "Store.Put", "(*Store).Put"):
        one = golint(project / "store", "debug", stage, f"s.go:{name}")
        assert (one.returncode, one.stderr) == (0, "")
        assert says in one.stdout
        assert "\n(*example.com/m/store.Store).Get" not in one.stdout.replace("\nfunc ", "\n")


def test_a_stage_of_code_that_only_another_system_builds_is_shown(project: Path) -> None:
    source = "package store\n\nfunc OnWindows(s *Store) int { return len(s.items) }\n"
    (project / "store" / "s_windows.go").write_text(source)
    assert "maplen v" in golint(project, "debug", "ssa", "store/s_windows.go:OnWindows").stdout


@pytest.mark.parametrize("stage", ["types", "ssa", "callgraph", "locks", "goroutines"])
def test_a_stage_of_what_is_not_there_is_a_mistake(project: Path, stage: str) -> None:
    done = golint(project, "debug", stage, "store/s.go:Nope")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no function Nope" in done.stderr


@pytest.mark.parametrize("name", ["init", "_"])
def test_functions_of_which_there_may_be_several_are_looked_into(tmp_path: Path, name: str) -> None:
    body = "\tcount := 0\n\tseen := map[int]int{}\n\tgo func() { count = 1; seen[1] = 1 }()\n\tcount, seen[2] = 2, 2\n"
    (tmp_path / "a.go").write_text(f"package a\n\nfunc {name}() {{\n{body}}}\n\nfunc {name}() {{\n{body}}}\n")
    found = json.loads(golint(tmp_path, "check", "--output-format", "json", "a.go").stdout)["findings"]
    assert {(one["rule"], one["place"]["start"]["line"]) for one in found} == {
        ("goroutine/captured-variable-race", 6),
        ("map/concurrent-access", 6),
        ("goroutine/captured-variable-race", 13),
        ("map/concurrent-access", 13),
    }
    assert not any(f"{name}#" in one["message"] for one in found)
