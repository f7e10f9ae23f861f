"""The command `fix` on files: what is written and how, what is left alone, rounds, imports, exit codes."""

import json
import os
import signal
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_cli import RULE, STORE, golint

from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.fix.imports import added, name_for, unneeded
from golint_py.fix.lines import Lines
from golint_py.fix.patch import unified
from golint_py.fix.places import unexported
from golint_py.fix.plans import Bounds
from golint_py.fix.refusal import Refused
from golint_py.fix.rounds import ALL, TOGETHER, Checked, Wish, run
from golint_py.fix.whole_file import together
from golint_py.fix.writing import NotWritten, write_all
from golint_py.load.packages import load
from golint_py.load.tree import DiskTree, OverlayTree
from golint_py.syntax.parse import parse
from golint_py.text.edits import apply
from golint_py.text.finding import Safety

FIXED = STORE.replace(
    "s.mu.RLock()\n\tdefer s.mu.RUnlock()\n\ts.items[k] = 1", "s.mu.Lock()\n\tdefer s.mu.Unlock()\n\ts.items[k] = 1"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A module with one bug that can be fixed."""
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "s.go").write_text(STORE)
    return tmp_path


def test_a_safe_fix_is_made_and_said(project: Path) -> None:
    done = golint(project, "fix")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Fixed 1 finding in 1 file.\n", "")
    assert (project / "store" / "s.go").read_text() == FIXED
    assert golint(project, "fix").stdout == "Fixed 0 findings in 0 files.\n"


def test_show_fixes_names_each_with_its_class(project: Path) -> None:
    shown = golint(project, "fix", "--show-fixes").stdout
    assert shown.startswith(f"store/s.go: {RULE}: Take mu for writing in (*Store).Put (safe)\n")


def test_diff_changes_nothing_and_exits_with_1(project: Path) -> None:
    done = golint(project, "fix", "--diff")
    assert done.returncode == 1
    assert done.stdout.startswith("--- a/store/s.go\n+++ b/store/s.go\n@@")
    assert done.stderr == "Would fix 1 finding in 1 file.\n"
    assert (project / "store" / "s.go").read_text() == STORE
    (project / "store" / "s.go").write_text(FIXED)
    assert golint(project, "fix", "--diff").returncode == 0


def test_exit_non_zero_on_fix_is_for_hooks(project: Path) -> None:
    assert golint(project, "fix", "--exit-non-zero-on-fix").returncode == 1
    assert golint(project, "fix", "--exit-non-zero-on-fix").returncode == 0


def test_only_selected_rules_and_given_paths_are_fixed(project: Path) -> None:
    golint(project, "fix", "--select", "lock")
    assert (project / "store" / "s.go").read_text() == STORE
    (project / "other").mkdir()
    (project / "other" / "o.go").write_text(STORE.replace("package store", "package other"))
    golint(project, "fix", "other")
    assert (project / "store" / "s.go").read_text() == STORE
    assert "RLock()\n\tdefer s.mu.RUnlock()\n\ts.items[k] = 1" not in (project / "other" / "o.go").read_text()


@pytest.mark.parametrize(
    "words",
    [
        ("--select", "exec,lock,map"),
        ("--select", "exec", "--select", "lock,map"),
        ("--select=exec, map",),
        ("--select", "map,lock", "--ignore", "lock,exec"),
    ],
)
def test_lists_of_rules_mean_the_same_as_for_check(project: Path, words: Sequence[str]) -> None:
    assert golint(project, "check", "--statistics", *words).stdout.count(RULE) == 1
    assert golint(project, "fix", *words).stdout == "Fixed 1 finding in 1 file.\n"


def test_an_ignored_rule_of_a_list_is_not_fixed(project: Path) -> None:
    assert golint(project, "fix", "--select", "lock,map", "--ignore", "exec,map").stdout.startswith("Fixed 0 findings")


def test_a_suppressed_finding_is_left_alone(project: Path) -> None:
    text = STORE.replace("\ts.items[k] = 1", f"\t//golint:ignore {RULE} -- one writer\n\ts.items[k] = 1")
    (project / "store" / "s.go").write_text(text)
    golint(project, "fix")
    assert (project / "store" / "s.go").read_text() == text


def test_standard_input_and_unknown_options_are_mistakes(project: Path) -> None:
    assert golint(project, "fix", "-").returncode == 2
    assert golint(project, "fix", "--strategy", "hope").returncode == 2
    assert golint(project, "fix", "nowhere").returncode == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("items", "ítems").encode(),
    ],
    ids=["crlf", "bom", "no-last-line-end", "utf-8"],
)
def test_files_keep_their_mode_mark_and_line_ends(project: Path, change: Callable[[str], bytes]) -> None:
    file = project / "store" / "s.go"
    file.write_bytes(change(STORE))
    file.chmod(0o640)
    golint(project, "fix")
    assert file.read_bytes() == change(FIXED)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(file.parent) == ["s.go"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("store/s.go", "// Code generated by hand. DO NOT EDIT.\n\n" + STORE),
        ("vendor/example.com/v/s.go", STORE),
        ("store/s.go", STORE + "\n//line other.go:1\nfunc F() {}\n"),
        ("store/s.go", STORE + "\nfunc broken( {\n"),
        ("store/s.go", "//go:build windows\n\n" + STORE),
    ],
    ids=["generated", "vendored", "line-directive", "syntax-error", "other-platform"],
)
def test_files_that_must_not_be_edited_are_not(project: Path, name: str, text: str) -> None:
    (project / "store" / "s.go").unlink()
    (project / "store" / "a.go").write_text("package store\n")
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    golint(project, "fix", name)
    assert file.read_text() == text


def test_a_refusal_names_the_condition(project: Path) -> None:
    (project / "store" / "s.go").write_text(STORE.replace("s.items[k] = 1", "s.items[k] = 1\n\ts.Get(k)"))
    done = golint(project, "fix")
    where = "store/s.go:13:2: note[high] golint/fix-refused: "
    assert done.stdout.startswith(where + f"{RULE} is not fixed: `s.Get(k)` may take mu again\n")
    assert done.stdout.endswith("Not fixed: 1 finding, for the reasons above.\n")


def test_reports_have_the_real_edits_and_their_class(project: Path) -> None:
    (found,) = json.loads(golint(project, "check", "--output-format", "json").stdout)["findings"]
    (fix,) = found["fixes"]
    assert fix["safety"] == "safe"
    assert [edit["text"] for edit in fix["edits"]] == ["Lock", "Unlock"]
    log = json.loads(golint(project, "check", "--output-format", "sarif").stdout)
    (given_,) = log["runs"][0]["results"][0]["fixes"]
    assert given_["description"]["text"].endswith("(safe)")
    assert len(given_["artifactChanges"][0]["replacements"]) == 2
    assert "`golint-py fix` tries to fix 1 of them" in golint(project, "check").stdout


# --- rounds -----------------------------------------------------------------------------------------------------------


def checked(project: Path, files: dict[str, bytes], families: frozenset[str] = ALL) -> Checked:
    return analyse(Options(str(project), ("",), policies=(Policy(),), jobs=1), files, families)


def wish(**more: object) -> Wish:
    return Wish(lambda one: one.rule == RULE, Safety.SAFE, Bounds(lambda _: True), **more)  # type: ignore[arg-type]


def test_what_cannot_be_proved_is_refused_and_the_rest_is_kept(project: Path) -> None:
    (project / "store" / "t.go").write_text(STORE.replace("Store", "Other").replace("Put", "Set"))

    def prove(files: object) -> str:
        return "go vet says no" if b"s.mu.Unlock()" in files.get("store/t.go", b"") else ""  # type: ignore[attr-defined]

    done = run(lambda files, _: checked(project, files), wish(prove=prove))
    assert list(done.files) == ["store/s.go"]
    assert [one.message for one in done.refused] == [f"{RULE} is not fixed: go vet says no"]


def test_a_fix_that_brings_a_new_finding_is_not_made(project: Path) -> None:
    def spoiled(files: dict[str, bytes], _: frozenset[str]) -> Checked:
        found = checked(project, files)
        if not files:
            return found
        first = checked(project, {}).findings[0]
        new = type(first)(
            rule="lock/reacquired",
            place=first.place,
            message="locked twice",
            severity=first.severity,
            confidence=first.confidence,
            subject="mu",
            function=first.function,
        )
        return Checked((*found.findings, new), found.tree, found.loaded)

    done = run(spoiled, wish())
    assert not done.files
    assert [one.message for one in done.refused] == [
        f"{RULE} is not fixed: then lock/reacquired would be found: locked twice"
    ]


SHELL = """
func Show(name string) ([]byte, error) {
	return exec.Command("sh", "-c", "cat <<E\\n"+name).Output()
}
"""


def test_later_rounds_ask_the_families_of_their_fixes_and_keep_what_others_were_refused(project: Path) -> None:
    text = STORE.replace('import "sync"', 'import (\n\t"os/exec"\n\t"sync"\n)') + SHELL
    (project / "store" / "s.go").write_text(text.replace("s.items[k] = 1", "s.items[k] = 1 // the only one"))
    asked = []

    def listening(files: dict[str, bytes], families: frozenset[str]) -> Checked:
        asked.append(families)
        return checked(project, files, families)

    done = run(listening, Wish(lambda _: True, Safety.SAFE, Bounds(lambda _: True)))
    assert asked == [frozenset(), TOGETHER]
    (said,) = done.refused
    assert said.message.startswith("exec/shell-string-built is not fixed: ")
    data = done.files["store/s.go"]
    assert data[said.place.start : said.place.end].startswith(b"exec.Command(")


def test_fixes_of_two_rules_for_one_call_are_made_one_after_the_other(project: Path) -> None:
    released = STORE.replace(
        "s.mu.RLock()\n\tdefer s.mu.RUnlock()\n\ts.items[k] = 1", "s.mu.RLock()\n\ts.items[k] = 1\n\ts.mu.Unlock()"
    )
    (project / "store" / "s.go").write_text(released)
    done = golint(project, "fix", "--show-fixes")
    made = [line.split(": ", 1)[1] for line in done.stdout.splitlines()[:-1]]
    assert made == [
        "lock/unbalanced: Call RUnlock of s.mu (safe)",
        f"{RULE}: Take mu for writing in (*Store).Put (safe)",
    ]
    assert "\ts.mu.Lock()\n\ts.items[k] = 1\n\ts.mu.Unlock()\n" in (project / "store" / "s.go").read_text()


def test_what_collides_after_five_rounds_is_told(project: Path) -> None:
    groups = [f"g{number}" for number in range(7)]
    added = [f"\t\t{one}.Add(1)" for one in groups] + [f"\t\tdefer {one}.Done()" for one in groups]
    lines = [
        'package store\n\nimport "sync"\n\nfunc Run(work func()) {',
        f"\tvar {', '.join(groups)} sync.WaitGroup\n\tgo func() {{",
        *added,
        "\t\twork()\n\t}()",
        *(f"\t{one}.Wait()" for one in groups),
        "}\n",
    ]
    (project / "store" / "s.go").write_text("\n".join(lines))
    done = golint(project, "fix")
    assert "Fixed 5 findings in 1 file.\nNot fixed: 2 findings, for the reasons above.\n" in done.stdout
    assert "store/s.go:13:3: note[high] golint/fix-refused: goroutine/waitgroup-misuse is not fixed: other" in (
        done.stdout
    )
    assert "\n\tg4.Add(1)\n\tgo func() {\n\t\tg5.Add(1)\n" in (project / "store" / "s.go").read_text()


# --- writing ----------------------------------------------------------------------------------------------------------


def test_nothing_is_written_when_one_file_has_changed_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"changed")
    with pytest.raises(NotWritten, match="b: changed while it was analysed"):
        write_all(str(tmp_path), {"a": b"1", "b": b"2"}, {"a": b"x", "b": b"y"})
    assert ((tmp_path / "a").read_bytes(), sorted(os.listdir(tmp_path))) == (b"1", ["a", "b"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("during", "after"), [("fsync", b"package p\n"), ("replace", b"package q\n")])
def test_who_asks_to_end_gets_all_files_as_they_were_or_all_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, during: str, after: bytes
) -> None:
    before = {f"{one}.go": b"package p\n" for one in "abc"}
    for path, data in before.items():
        (tmp_path / path).write_bytes(data)
    plain = getattr(os, during)

    def asked_to_end(*arguments: object) -> None:
        signal.raise_signal(number)
        plain(*arguments)

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, during, asked_to_end)
    known = signal.signal(number, end)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_all(str(tmp_path), before, {path: b"package q\n" for path in before})
    finally:
        signal.signal(number, known)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == dict.fromkeys(before, after)
    known = signal.signal(number, signal.SIG_IGN)  # as nohup has it
    try:
        write_all(str(tmp_path), dict.fromkeys(before, after), dict.fromkeys(before, b"package r\n"))
    finally:
        signal.signal(number, known)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == dict.fromkeys(before, b"package r\n")


def test_links_are_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.go").write_bytes(b"1")
    (tmp_path / "in" / "a.go").symlink_to(tmp_path / "out.go")
    with pytest.raises(NotWritten, match="symbolic link"):
        write_all(str(tmp_path / "in"), {"a.go": b"1"}, {"a.go": b"2"})
    assert (tmp_path / "out.go").read_bytes() == b"1"


def test_a_file_that_is_read_only_stays_and_so_do_the_others(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"1")
    (tmp_path / "b").chmod(0o444)
    with pytest.raises(NotWritten, match="b: the file is read-only"):
        write_all(str(tmp_path), {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"})
    assert [(tmp_path / name).read_bytes() for name in ("a", "b")] == [b"1", b"1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_folder_that_cannot_be_written_to_changes_nothing(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    (tmp_path / "a").write_bytes(b"1")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(NotWritten):
            write_all(str(tmp_path), {"a": b"1"}, {"a": b"2"})
    finally:
        tmp_path.chmod(0o700)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_patch_shows_a_missing_last_line_end() -> None:
    patch = unified("a.go", b"one\ntwo", b"one\n2")
    assert patch.endswith(b"-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n")
    assert unified("a.go", b"one\n", b"one\n") == b""


# --- imports ----------------------------------------------------------------------------------------------------------


def with_import(source: str, path: str = "maps") -> str:
    parsed = parse(source.encode())
    name = name_for(parsed, path, frozenset())
    edits = added(parsed, "a.go", [path])
    assert name == path.rpartition("/")[2] or not edits
    return apply(parsed.data, edits).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("package p\n", 'package p\n\nimport "maps"\n'),
        ("package p // why\n\nvar X int\n", 'package p // why\n\nimport "maps"\n\nvar X int\n'),
        ('package p\n\nimport "sync"\n', 'package p\n\nimport (\n\t"maps"\n\t"sync"\n)\n'),
        ('package p\n\nimport "fmt"\n', 'package p\n\nimport (\n\t"fmt"\n\t"maps"\n)\n'),
        ('package p\n\nimport "a.b/c"\n', 'package p\n\nimport (\n\t"maps"\n\n\t"a.b/c"\n)\n'),
        ('package p\n\nimport m "maps"\n', 'package p\n\nimport m "maps"\n'),
        (
            'package p\n\nimport (\n\t"fmt"\n\t"sync" // locks\n\n\t"a.b/c"\n)\n',
            'package p\n\nimport (\n\t"fmt"\n\t"maps"\n\t"sync" // locks\n\n\t"a.b/c"\n)\n',
        ),
        (
            'package p\n\nimport (\n\t"a.b/c"\n\n\t// Standard.\n\t"fmt"\n\t// Last.\n\t"sync"\n)\n',
            'package p\n\nimport (\n\t"a.b/c"\n\n\t// Standard.\n\t"fmt"\n\t"maps"\n\t// Last.\n\t"sync"\n)\n',
        ),
        ('package p\n\nimport (\n\t"a.b/c"\n)\n', 'package p\n\nimport (\n\t"maps"\n\n\t"a.b/c"\n)\n'),
        ('package p\n\nimport "C"\n\nvar X int\n', 'package p\n\nimport "C"\n\nimport "maps"\n\nvar X int\n'),
    ],
)
def test_an_import_goes_into_its_group(before: str, after: str) -> None:
    assert with_import(before) == after


def test_several_imports_are_added_by_one_edit() -> None:
    for source in (b"package p\n", b'package p\n\nimport "os"\n', b'package p\n\nimport (\n\t"a.b/c"\n)\n'):
        (edit,) = added(parse(source), "a.go", ["maps", "sync"])
        text = apply(source, [edit]).decode()
        assert '\t"maps"\n' in text
        assert '\t"sync"\n' in text


def test_an_import_whose_name_is_taken_is_refused() -> None:
    for source in ('package p\n\nimport "a.b/maps"\n', 'package p\n\nimport . "a.b/c"\n'):
        with pytest.raises(Refused):
            with_import(source)
    parsed = parse(b"package p\n")
    with pytest.raises(Refused, match="maps"):
        name_for(parsed, "maps", frozenset({"maps"}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('package p\n\nimport "maps"\n\nvar X int\n', "package p\n\nvar X int\n"),
        ('package p\n\nimport (\n\t"maps"\n)\n\nvar X int\n', "package p\n\nvar X int\n"),
        ('package p\n\nimport (\n\t"maps"\n\t"sync"\n)\n', 'package p\n\nimport (\n\t"sync"\n)\n'),
        ('package p\n\nimport (\n\t"maps"\n\n\t"a.b/c"\n)\n', 'package p\n\nimport (\n\t"a.b/c"\n)\n'),
        ('package p\n\nimport (\n\t"a.b/c"\n\n\t"maps"\n)\n', 'package p\n\nimport (\n\t"a.b/c"\n)\n'),
    ],
)
def test_an_import_is_taken_away_with_its_group(before: str, after: str) -> None:
    parsed = parse(before.encode())
    assert apply(parsed.data, unneeded(parsed, Lines("a.go", parsed.data), "maps")).decode() == after


_PATHS = st.lists(st.sampled_from(["bytes", "fmt", "os", "strings", "sync", "a.b/c", "x.y/z"]), unique=True)


@given(st.lists(_PATHS.filter(bool), max_size=3))
def test_an_added_import_can_be_taken_away_again(groups: list[list[str]]) -> None:
    assume(len({path for group in groups for path in group}) == sum(map(len, groups)))
    inner = "\n\n".join("\n".join(f'\t"{path}"' for path in sorted(group)) for group in groups)
    before = f"package p\n\nimport (\n{inner}\n)\n" if groups else "package p\n"
    after = parse(with_import(before).encode())
    edits = unneeded(after, Lines("a.go", after.data), "maps")
    assert apply(after.data, edits).decode().rstrip() == before.rstrip()


def test_the_workspace_reads_what_was_analysed_not_the_disk(project: Path) -> None:
    tree = OverlayTree(DiskTree(str(project)), {"store/s.go": FIXED.encode()})
    loaded = load(tree, ("",))
    assert [package.path for package in loaded.packages] == ["example.com/m/store"]
    assert not checked(project, {"store/s.go": FIXED.encode()}).findings


def test_imports_of_a_file_that_several_fixes_changed_are_those_that_it_uses() -> None:
    before = b'package p\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nvar a = os.Args\nvar b = os.Args\nvar c = fmt.Sprint(1)\n'
    neither = before.replace(b"os.Args", b"1")  # each of two fixes left the import for the other one
    assert together("p.go", before, neither) == neither.replace(b'\t"os"\n', b"")
    taken = before.replace(b'\t"os"\n', b"")  # one fix took it away, another one uses it
    assert together("p.go", before, taken) == before
    assert together("p.go", before, before) == before


@pytest.mark.parametrize(
    ("name", "wanted"), [("Z", "z"), ("Items", "items"), ("URLPath", "urlPath"), ("items", "items")]
)
def test_new_methods_and_functions_are_not_exported(name: str, wanted: str) -> None:
    assert unexported(name) == wanted
