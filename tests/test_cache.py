"""What earlier runs kept: the same report warm and cold, only what changed is analysed, and nothing can break it."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import golint_py
from golint_py import cache as cache_module
from golint_py.cli.main import entry
from golint_py.cli.outputs import FORMATS
from golint_py.config import Options
from golint_py.contents import Contents, digest
from golint_py.driver import Run, check
from golint_py.fix.refusal import Refused
from golint_py.joining import Joined
from golint_py.load.tree import DiskTree
from golint_py.rule_index import known_rules
from golint_py.stage import Failure
from golint_py.store import DAYS, NAME, SqliteStore, clean, default_folder, status
from golint_py.text.finding import Confidence

HOME = Path(golint_py.__file__).resolve().parent.parent
LEAF = """package leaf

import "sync"

type Store struct {
	mu    sync.Mutex
	Items map[string]int
}

func (s *Store) Put(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Items[k] = 1
}

func (s *Store) Add(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Items[k] = 2
}
"""
USER = """package user

import "example.com/m/leaf"

var S leaf.Store

func F() { go S.Put("a") }

func G(k string) int { return S.Items[k] }
"""
FLOW = """package flow

import "os/exec"

func Run(script string) error {
	return exec.Command("sh", "-c", script).Run()
}
"""
WEB = """package web

import (
	"net/http"

	"example.com/m/flow"
)

func Serve(w http.ResponseWriter, r *http.Request) {
	_ = flow.Run(r.FormValue("script"))
}
"""
ALONE = """package alone

import "sync"

var (
	mu sync.Mutex
	m  = map[int]int{}
)

func F() {
	go func() {
		mu.Lock()
		defer mu.Unlock()
		m[1] = 1
	}()
	m[2] = 2
}
"""
SYSTEM = """package leaf

func (s *Store) Drop(k string) { delete(s.Items, k) }
"""
FILES = {
    "go.mod": "module example.com/m\n\ngo 1.22\n",
    "leaf/leaf.go": LEAF,
    "leaf/leaf_windows.go": SYSTEM,
    "user/user.go": USER,
    "top/top.go": 'package top\n\nimport "example.com/m/user"\n\nfunc H() int { return user.G("x") }\n',
    "flow/flow.go": FLOW,
    "web/web.go": WEB,
    "alone/alone.go": ALONE,
}
ALL = ("alone", "flow", "leaf", "top", "user", "web")


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A module whose files are older than any run."""
    folder = tmp_path / "module"
    for path, text in FILES.items():
        write(folder / path, text)
    return folder


def write(path: Path, text: str, age: float = 60.0) -> None:
    """Write a file as if some seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    then = time.time() - age
    os.utime(path, (then, then))


def run(folder: Path, jobs: int = 1, *, cached: bool = True, **more: object) -> Run:
    options = Options(
        str(folder),
        ("",),
        jobs=jobs,
        min_confidence=Confidence.LOW,
        use_cache=cached,
        cache_dir=str(more.pop("cache_dir", folder.parent / "cache")),
        **more,  # type: ignore[arg-type]
    )
    return check(options)


def analysed(found: Run) -> list[str]:
    """The packages that were analysed, without the module's path."""
    return [path.removeprefix("example.com/m/") for path in found.analysed]


def golint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(HOME), "XDG_CACHE_HOME": str(folder.parent / "xdg")}
    return subprocess.run(
        [sys.executable, "-m", "golint_py", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


# --- The same report --------------------------------------------------------------------------------------------------


def test_a_second_run_analyses_nothing_and_says_the_same(module: Path) -> None:
    cold = run(module)
    warm = run(module)
    assert {finding.rule for finding in cold.report.findings} >= {"map/inconsistent-guard", "exec/tainted-command"}
    assert analysed(cold) == list(ALL)
    assert analysed(warm) == []
    assert warm.report == cold.report == run(module, cached=False).report


def test_every_format_has_the_same_bytes_warm_and_cold_for_any_number_of_processes(module: Path) -> None:
    for number in range(45):  # enough that processes are started
        write(module / f"filler{number}/a.go", f"package filler{number}\n\nvar M = map[int]int{{}}\n")
    formats = [word for name in FORMATS for word in ("--output-format", f"{name}:../NAME/{name}")]
    for name, more in (
        ("off", ["--no-cache"]),
        ("cold2", ["--jobs", "2", "--cache-dir", "../a"]),
        ("warm2", ["--jobs", "2", "--cache-dir", "../a"]),
        ("cold1", ["--jobs", "1", "--cache-dir", "../b"]),
        ("warm1", ["--jobs", "1", "--cache-dir", "../a"]),
    ):
        (module.parent / name).mkdir()
        done = golint(
            module, "check", "--min-confidence", "low", *more, *[one.replace("NAME", name) for one in formats]
        )
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    for name in FORMATS:
        texts = {(module.parent / where / name).read_bytes() for where in ("off", "cold2", "warm2", "cold1", "warm1")}
        assert len(texts) == 1, name
    assert not (module.parent / "xdg").exists()


def test_fix_shows_the_same_change_warm_and_cold(module: Path) -> None:
    cold = golint(module, "fix", "--unsafe-fixes", "--diff", "--no-cache")
    for _ in range(2):
        warm = golint(module, "fix", "--unsafe-fixes", "--diff", "--cache-dir", "../kept")
        assert (warm.returncode, warm.stdout, warm.stderr) == (cold.returncode, cold.stdout, cold.stderr)
    assert "+++" in cold.stdout


def test_fixes_in_reports_are_kept_too(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(module)
    command = ["check", "--cache-dir", "../kept", "--output-format", "json:../NAME.json"]

    def written(name: str) -> str:
        entry([word.replace("NAME", name) for word in command])
        return (module.parent / f"{name}.json").read_text()

    def nothing(*_: object) -> None:
        raise Refused("made again")

    cold = written("cold")
    assert '"edits"' in cold
    monkeypatch.setattr("golint_py.fix.offers.make", nothing)
    assert written("warm") == cold
    write(module / "top/more.go", "package top\n")
    assert '"edits"' not in written("changed")


def test_what_is_joined_is_kept_until_something_changes(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def joined_anew(*_: object) -> Joined:
        return Joined()

    for jobs in (1, 2):
        monkeypatch.undo()
        cold = run(module, jobs, cache_dir=str(module.parent / f"kept{jobs}"))
        assert any(finding.rule.startswith("map/") for finding in cold.report.findings)
        monkeypatch.setattr("golint_py.jobs.join", joined_anew)
        assert run(module, cache_dir=str(module.parent / f"kept{jobs}")).report == cold.report
    write(module / "leaf/leaf.go", LEAF.replace("= 1", "= 3"))
    changed = run(module, cache_dir=str(module.parent / "kept1"))
    assert len(changed.report.findings) < len(cold.report.findings)


def test_a_crash_in_joining_is_not_kept(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("golint_py.jobs.join", lambda *_: Joined(failures=(Failure("link", "", "broken"),)))
    assert run(module).failures
    monkeypatch.undo()
    assert not run(module).failures


# --- What a change costs ----------------------------------------------------------------------------------------------


def test_a_changed_body_costs_its_package_only(module: Path) -> None:
    run(module)
    write(module / "leaf/leaf.go", LEAF.replace("= 2", "= 3\n\ts.Items[k]++"))
    assert analysed(run(module)) == ["leaf"]
    assert analysed(run(module)) == []


def test_moved_lines_cost_their_package_only_and_move_the_findings(module: Path) -> None:
    before = run(module)
    write(module / "leaf/leaf.go", LEAF.replace("\n\nimport", "\n\n// More.\n\nimport"))
    after = run(module)
    assert analysed(after) == ["leaf"]
    assert after.report == run(module, cached=False).report
    assert after.report.findings != before.report.findings


def test_changed_declarations_cost_the_importers_that_asked_for_them(module: Path) -> None:
    run(module)
    write(module / "leaf/leaf.go", LEAF + "\nfunc (s *Store) More() int { return 1 }\n")
    changed = run(module)
    assert "leaf" in analysed(changed)
    assert "user" in analysed(changed)
    assert not {"alone", "flow", "web"} & set(analysed(changed))
    assert changed.report == run(module, cached=False).report


def test_changed_flows_cost_the_importers_that_were_told_them(module: Path) -> None:
    before = run(module)
    write(module / "flow/flow.go", FLOW.replace('"sh", "-c", script', '"echo", script'))
    after = run(module)
    assert analysed(after) == ["flow", "web"]
    assert after.report == run(module, cached=False).report
    assert after.report.findings != before.report.findings


def test_in_processes_as_in_one_only_what_changed_is_analysed(module: Path) -> None:
    for number in range(60):
        imported = f'import _ "example.com/m/filler{number - 1}"\n' if number else ""
        write(module / f"filler{number}/a.go", f"package filler{number}\n\n{imported}var M = map[int]int{{}}\n")
    cold = run(module, 2)
    assert len(cold.analysed) == 66
    write(module / "filler0/a.go", "package filler0\n\nvar M = map[int]int{1: 1}\n")  # for others as it was
    write(module / "leaf/leaf.go", LEAF + "\nfunc (s *Store) More() int { return 1 }\n")
    again = run(module, 2)
    assert {"filler0", "leaf", "user"} <= set(analysed(again)) <= {"filler0", "leaf", "user", "top"}
    assert again.report == run(module, cached=False).report


def test_after_a_change_that_many_need_the_late_ones_are_found_in_processes(module: Path) -> None:
    """The body of a package below all others changes: these wait for it, and then nothing is left to analyse."""
    write(module / "base/base.go", "package base\n\nfunc B() int { return 1 }\n")
    for number in range(45):
        text = 'package p\n\nimport "example.com/m/base"\n\nvar M = map[int]int{}\n\nfunc F() { M[base.B()] = 1 }\n'
        write(module / f"filler{number}/a.go", text)
    cold = run(module, 2)
    write(module / "base/base.go", "package base\n\nfunc B() int { return 2 }\n")
    warm = run(module, 2)
    assert analysed(warm) == ["base"]
    assert warm.report == cold.report


def test_a_new_file_and_one_that_goes_are_seen(module: Path) -> None:
    cold = run(module)
    write(module / "alone/more.go", "package alone\n\nfunc G() { m[3] = 3 }\n")
    more = run(module)
    assert analysed(more) == ["alone"]
    assert more.report != cold.report
    (module / "alone/more.go").unlink()
    assert run(module).report == cold.report


def test_a_fresh_checkout_is_read_and_not_analysed(module: Path) -> None:
    cold = run(module)
    for path in module.rglob("*.go"):
        text = path.read_text()
        path.unlink()
        write(path, text, age=0.0)
    warm = run(module)
    assert analysed(warm) == []
    assert warm.report == cold.report


def test_a_change_of_the_same_size_right_after_a_run_is_seen(module: Path) -> None:
    """No clock tells it apart: what is younger than the run before is read."""
    path = module / "leaf/leaf.go"
    write(path, LEAF, age=0.0)
    told = path.stat()
    run(module)
    path.write_text(
        LEAF.replace(
            "Lock()\n\tdefer s.mu.Unlock()\n\ts.Items[k] = 2", "Lock()\n\tdefer s.mu.Unlock()\n\ts.Items[k] = 3"
        )
    )
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert path.stat().st_size == told.st_size
    assert analysed(run(module)) == ["leaf"]


def test_old_files_are_not_read_again(module: Path) -> None:
    """Else the test above would say nothing."""
    run(module)
    run(module)  # looks at the files when they are old for sure
    path = module / "leaf/leaf.go"
    told = path.stat()
    path.write_text(LEAF.replace("= 2", "= 3"))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert analysed(run(module)) == []


def test_what_the_run_depends_on_is_part_of_the_key(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(module)
    assert analysed(run(module, goos="windows")) == list(ALL)
    assert analysed(run(module, select=("map",))) == list(ALL)
    facts = module / "facts.toml"
    facts.write_text('[[sinks]]\nsymbol = "example.com/m/flow.Run"\nscript = 0\n')
    assert analysed(run(module, knowledge=(str(facts),))) == list(ALL)
    facts.write_text('[[sinks]]\nsymbol = "example.com/m/flow.Go"\nscript = 0\n')
    assert analysed(run(module, knowledge=(str(facts),))) == list(ALL)
    assert analysed(run(module, knowledge=(str(facts),))) == []
    monkeypatch.setattr(cache_module, "tool_digest", lambda _store: b"another source")
    assert analysed(run(module)) == list(ALL)


def test_the_source_of_rules_and_analyses_is_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(str(tmp_path / "cache"))
    package = tmp_path / "golint_py"
    write(package / "__init__.py", "")
    write(package / "stage.py", "1\n")
    monkeypatch.setattr("golint_py.__file__", str(package / "__init__.py"))
    before = cache_module.tool_digest(store)
    assert cache_module.tool_digest(store) == before
    write(package / "stage.py", "2\n", age=30.0)
    assert cache_module.tool_digest(store) != before


def test_a_package_in_which_a_rule_crashed_is_not_kept(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("golint_py.stage.lower_all", broken)
    assert len(run(module).failures) >= len(ALL) - 1
    monkeypatch.undo()
    again = run(module)
    assert again.failures == ()
    assert again.report == run(module, cached=False).report


def test_unsaved_files_are_analysed_and_the_others_recalled(module: Path) -> None:
    run(module)
    edited = {"alone/alone.go": ALONE.replace("m[2] = 2", "m[2]++").encode()}
    assert analysed(run(module, overlay=edited)) == ["alone"]
    assert analysed(run(module)) == []


# --- What can go wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["garbage", "cut", "empty", "page"])
def test_a_damaged_file_is_a_cold_run_with_a_note(module: Path, damage: str) -> None:
    cold = run(module)
    place = module.parent / "cache" / NAME
    data = place.read_bytes()
    made = {"garbage": b"x" * 5000, "cut": data[:9000], "empty": b"", "page": data[:4096] + b"\xff" * 30000}[damage]
    for name in os.listdir(place.parent):
        if name != NAME and name.startswith("results"):
            (place.parent / name).unlink()
    place.write_bytes(made)
    again = run(module)
    assert again.report == cold.report
    assert analysed(again) == list(ALL)
    assert bool(again.notes) == (damage != "empty")
    assert analysed(run(module)) == []


def test_a_damaged_value_is_no_value(module: Path) -> None:
    cold = run(module)
    with sqlite3.connect(module.parent / "cache" / NAME) as database:
        rows = database.execute("select key, value from entries").fetchall()
        for key, value in rows:
            middle = len(value) // 2
            database.execute(
                "update entries set value = ? where key = ?",
                (value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :], key),
            )
    database.close()
    again = run(module)
    assert analysed(again) == list(ALL)
    assert again.report == cold.report


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_read(module: Path) -> None:
    cold = run(module)
    folder = module.parent / "cache"
    folder.chmod(0o500)
    (folder / NAME).chmod(0o400)
    try:
        warm = run(module)
    finally:
        folder.chmod(0o700)
    assert (analysed(warm), warm.report) == ([], cold.report)


def test_a_folder_that_cannot_be_made_is_a_cold_run_with_a_note(module: Path) -> None:
    (module.parent / "cache").write_text("a file")
    found = run(module)
    assert found.report == run(module, cached=False).report
    assert len(found.notes) == 1


def test_a_locked_file_is_a_cold_run_with_a_note(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = run(module)
    monkeypatch.setattr("golint_py.store.PATIENCE", 0.05)
    database = sqlite3.connect(module.parent / "cache" / NAME)
    database.execute("begin exclusive")
    write(module / "alone/alone.go", ALONE + "\n")
    try:
        again = run(module)
    finally:
        database.close()
    assert [finding.rule for finding in again.report.findings] == [one.rule for one in cold.report.findings]
    assert len(again.notes) == 1


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_runs_at_once_and_killed_ones_leave_a_cache_that_holds(module: Path) -> None:
    for number in range(30):
        write(module / f"filler{number}/a.go", USER.replace("package user", f"package filler{number}"))
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    command = [sys.executable, "-m", "golint_py", "check", "--cache-dir", "../cache", "--jobs", "1", "--quiet"]
    expected = golint(module, "check", "--no-cache", "--jobs", "1", "--quiet").stdout
    runs = [
        subprocess.Popen(command, cwd=module, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    time.sleep(0.6)
    runs[0].send_signal(signal.SIGKILL)
    ended = [one.communicate() for one in runs]
    assert [(out.decode(), err) for out, err in ended[1:]] == [(expected, b"")] * 3
    again = run(module)
    assert analysed(run(module)) == []
    assert again.report == run(module, cached=False).report


# --- The parts --------------------------------------------------------------------------------------------------------


def test_runs_that_begin_the_file_at_the_same_time_all_use_it(tmp_path: Path) -> None:
    def use(folder: str, start: threading.Barrier) -> list[str]:
        start.wait()
        kept = SqliteStore(folder)
        kept.put(threading.current_thread().name.encode(), b"value")
        kept.close()
        return kept.notes

    with ThreadPoolExecutor(6) as pool:
        for number in range(20):
            folder, start = str(tmp_path / f"cache{number}"), threading.Barrier(6)
            runs = [pool.submit(use, folder, start) for _ in range(6)]
            assert [one.result() for one in runs] == [[]] * 6
            assert status(folder).entries == 6


def test_a_file_that_changes_between_a_look_and_its_reading_is_not_confused(tmp_path: Path) -> None:
    write(tmp_path / "a.go", "one")
    store = SqliteStore(str(tmp_path / "cache"))
    contents = Contents(store, DiskTree(str(tmp_path)), b"t")
    contents.look("a.go")
    write(tmp_path / "a.go", "two", age=0.0)
    contents.learn("a.go", digest(b"two"))
    contents.save()
    assert Contents(store, DiskTree(str(tmp_path)), b"t").digest("a.go") == digest(b"two")
    write(tmp_path / "a.go", "six", age=-5.0)
    assert Contents(store, DiskTree(str(tmp_path)), b"t").digest("a.go") == digest(b"six")


def test_what_is_not_used_for_long_goes(tmp_path: Path) -> None:
    clock = [1_700_000_000.0]
    for key, later in ((b"old", 0), (b"used", 0), (b"new", DAYS)):
        clock[0] = 1_700_000_000.0 + later * 86_400
        store = SqliteStore(str(tmp_path), lambda: clock[0])
        store.put(key, b"value")
        if later:
            assert store.get(b"used") == b"value"
        store.close()
    clock[0] += 2 * 86_400
    store = SqliteStore(str(tmp_path), lambda: clock[0])
    store.close()
    store = SqliteStore(str(tmp_path), lambda: clock[0])
    assert [store.get(key) for key in (b"old", b"used", b"new")] == [None, b"value", b"value"]


def test_status_and_clean(module: Path) -> None:
    assert "nothing is kept" in golint(module, "cache", "status").stdout
    golint(module, "check", "--cache-dir", "../kept")
    said = golint(module, "cache", "status", "--cache-dir", "../kept")
    assert (said.returncode, said.stderr) == (0, "")
    assert f"{NAME}: " in said.stdout
    assert status(str(module.parent / "kept")).entries > len(ALL)
    cleaned = golint(module, "cache", "clean", "--cache-dir", "../kept")
    assert "deleted" in cleaned.stdout
    assert not status(str(module.parent / "kept")).there
    assert clean(str(module.parent / "kept")) == 0
    assert golint(module, "cache", "wash").returncode == 2


def test_small_runs_and_those_without_a_cache_make_no_file(module: Path) -> None:
    golint(module, "check", "alone")
    golint(module, "check", "--no-cache")
    assert not (module.parent / "xdg").exists()
    for number in range(12):
        write(module / f"filler{number}/a.go", f"package filler{number}\n")
    golint(module, "check")
    kept = module.parent / "xdg" / "golint-py"
    assert sorted(os.listdir(kept)) == [".gitignore", "CACHEDIR.TAG", NAME]
    assert (kept / ".gitignore").read_text().endswith("*\n")


def test_the_default_folder_is_the_users() -> None:
    assert default_folder({"HOME": "/home/u"}, "linux") == "/home/u/.cache/golint-py"
    assert default_folder({"HOME": "/home/u", "XDG_CACHE_HOME": "/x"}, "linux") == "/x/golint-py"
    assert default_folder({"HOME": "/home/u", "XDG_CACHE_HOME": "relative"}, "linux") == "/home/u/.cache/golint-py"
    assert default_folder({"HOME": "/Users/u"}, "darwin") == "/Users/u/Library/Caches/golint-py"
    assert default_folder({}, "linux") == ""


def test_rules_of_a_test_are_not_kept(module: Path) -> None:
    """A rule that another process would not find cannot be part of a key."""
    own = [rule for rule in known_rules() if rule.id.startswith("map/")]
    options = Options(str(module), ("",), jobs=1, use_cache=True, cache_dir=str(module.parent / "cache"))
    check(options, rules=own)
    assert check(options, rules=own).analysed == ()
