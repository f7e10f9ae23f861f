"""What is too large or takes too long is left out and named, and everything else is reported as ever."""

import time
from pathlib import Path

import pytest
from test_cache import FILES, golint, run, write

from golint_py import stage, tasks
from golint_py.driver import Run
from golint_py.limits import Limits, OverLimit
from golint_py.watch import Watch, resident

BIG = "package big\n\nvar m = map[int]int{}\n\n" + "".join(
    f"func F{n}() {{\n\tgo func() {{ m[{n}] = 1 }}()\n\tF{n // 2}()\n}}\n\n" for n in range(1500)
)


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A small module with findings."""
    for path, text in FILES.items():
        write(tmp_path / "module" / path, text)
    return tmp_path / "module"


def left_out(found: Run) -> dict[str, str]:
    return {one.path: one.reason for one in found.report.skipped if one.reason.startswith("not analysed: ")}


def test_a_package_that_takes_too_long_is_named_and_the_others_are_reported(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = run(module, cached=False)
    finish = tasks.finish

    def slow(begun: stage.Begun, *more: object) -> stage.Result:
        while begun.job.path.endswith("/alone"):
            pass
        return finish(begun, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "finish", slow)
    started = time.monotonic()
    found = run(module, package_timeout=0.7)
    assert time.monotonic() - started < 10
    assert left_out(found) == {"alone/alone.go": "not analysed: its package took longer than 0.7 seconds"}
    others = [one for one in usual.report.findings if one.place.path != "alone/alone.go"]
    assert list(found.report.findings) == others
    assert len(others) < len(usual.report.findings)
    monkeypatch.undo()
    assert run(module).report == usual.report  # nothing of it was kept


def test_a_limit_is_no_crash_of_a_rule(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules run in a block that contains whatever they raise."""

    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(stage, "_facts", endless)
    found = run(module, cached=False, package_timeout=0.3)
    assert found.report.failures == 0
    assert "alone/alone.go" in left_out(found)


def test_what_is_left_when_the_time_is_over_is_named(module: Path) -> None:
    found = run(module, cached=False, timeout=1e-6)
    assert len(left_out(found)) == 7
    assert set(left_out(found).values()) == {"not analysed: the run took longer than 1e-06 seconds"}
    assert found.report.findings == ()


def test_a_process_that_grows_too_large_gives_up_its_package(module: Path) -> None:
    found = run(module, cached=False, max_memory=1)
    assert len(left_out(found)) == 7
    assert set(left_out(found).values()) == {"not analysed: the process needed more than 1 MB of memory"}
    assert left_out(run(module, cached=False, max_memory=100_000)) == {}


def test_in_other_processes_too(module: Path) -> None:
    write(module / "big/big.go", BIG)
    for number in range(45):
        write(module / f"filler{number}/a.go", f"package filler{number}\n")
    found = run(module, 2, cached=False, timeout=1e-6)
    assert len(left_out(found)) == 53
    assert left_out(run(module, 2, cached=False, timeout=1000)) == {}


def test_on_the_command_line_and_in_the_configuration(module: Path) -> None:
    said = golint(module, "check", "--timeout", "0.000001")
    assert said.returncode == 0
    assert "alone/alone.go: not analysed: the run took longer than 1e-06 seconds" in said.stdout + said.stderr
    assert golint(module, "check", "--timeout", "0.000001", "--strict").returncode == 2
    (module / "golint-py.toml").write_text("max-file-bytes = 200\n")
    said = golint(module, "check")
    assert "leaf/leaf.go: longer than 200 bytes" in said.stdout + said.stderr
    assert "longer than" not in golint(module, "check", "--max-file-bytes", "1000000").stdout
    for wrong in ("--timeout=-1", "--timeout=nan", "--max-memory=x", "--max-file-bytes=0"):
        assert golint(module, "check", wrong).returncode == 2


def test_nothing_is_raised_while_something_is_done_as_a_whole() -> None:
    watch = Watch(Limits(seconds=0.1))
    done = False
    seen = ""
    try:
        with watch.over():
            with watch.paused():
                end = time.monotonic() + 0.5
                while time.monotonic() < end:
                    pass
                done = True
            while True:
                pass
    except OverLimit as over:
        seen = str(over)
    assert (done, seen) == (True, "its package took longer than 0.1 seconds")


def test_the_memory_of_a_process_is_measured() -> None:
    before = resident()
    ballast = bytearray(b"x" * 100_000_000)
    assert before > 5
    assert before + 80 < resident() < before + 200
    del ballast
