"""What Go does with the test data of goroutine/waitgroup-misuse: the mistakes are some, the near misses none, and the
fixed ones are none any more."""

import subprocess
from pathlib import Path

import gojudge
import pytest
from cases import RULES, Case, discover
from fixing import fixed, inside
from gojudge import build, environment, judge, run_go

CASES = {one.name: one for one in discover(RULES) if one.rule == "goroutine/waitgroup-misuse"}
MAIN = """package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golint.test/ways"
)

func visit(name string) error {
	time.Sleep(time.Millisecond)
	if name == "" || os.Args[1] == "Twice" {
		return errors.New("bad")
	}
	return nil
}

func late(string) {
	time.Sleep(200 * time.Millisecond)
	fmt.Println("visited")
}

func main() {
	names := []string{"a", "", "b"}
	calls := map[string]func(){
		"Missing":   func() { ways.Missing(names, visit) },
		"Between":   func() { ways.Between(names, visit) },
		"Uncounted": func() { ways.Uncounted(func(string) {}) },
		"Twice":     func() { ways.Twice(visit) },
		"Early":     func() { ways.Early(names, late) },
		"Serial":    func() { ways.Serial(names, func(name string) { visit(name) }) },
		"Published": func() { fmt.Println(ways.Published(func(string) { panic("p") })) },
	}
	calls[os.Args[1]]()
	time.Sleep(50 * time.Millisecond)
	fmt.Println("ended")
}
"""

pytestmark = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The case `ways` with a main function, before and after the fixes, under the race detector."""
    scratch = tmp_path_factory.mktemp("ways")
    if gojudge.can_detect_races(scratch):
        pytest.skip("no race detector here")
    case = CASES["ways"]
    found = {}
    for name, files in (("before", {}), ("after", fixed(case).files)):
        folder = scratch / name
        (folder / "ways").mkdir(parents=True)
        (folder / "go.mod").write_text("module golint.test\n\ngo 1.25\n")
        (folder / "main.go").write_text(MAIN)
        (folder / "ways" / "ways.go").write_bytes((case.directory / "ways.go").read_bytes())
        for path, data in files.items():
            (folder / "ways" / inside(case, path)).write_bytes(data)
        run_go("build", "-race", "-o", "program", ".", directory=folder)
        found[name] = folder / "program"
    return found


def said(program: Path, function: str) -> str:
    """What a run prints, "stuck" where it does not end."""
    try:
        done = subprocess.run(
            [program, function], env=environment(), capture_output=True, text=True, timeout=3, check=False
        )
    except subprocess.TimeoutExpired:
        return "stuck"
    return done.stdout + done.stderr.replace("all goroutines are asleep", "stuck")


@pytest.mark.parametrize(
    ("function", "harm"),
    [
        ("Missing", "stuck"),
        ("Between", "stuck"),
        ("Uncounted", "negative WaitGroup counter"),
        ("Twice", "negative WaitGroup counter"),
    ],
)
def test_what_is_found_is_a_mistake(programs: dict[str, Path], function: str, harm: str) -> None:
    assert harm in said(programs["before"], function)


def test_a_group_that_is_waited_for_early_ends_before_its_goroutines(programs: dict[str, Path]) -> None:
    output = said(programs["before"], "Early")
    assert output.count("visited") < 3 or "DATA RACE" in output


def test_results_after_done_race_with_who_waited(programs: dict[str, Path]) -> None:
    assert "DATA RACE" in said(programs["before"], "Published")


def test_a_loop_that_waits_each_time_is_only_slow(programs: dict[str, Path]) -> None:
    assert said(programs["before"], "Serial") == "ended\n"


@pytest.mark.parametrize(("function", "output"), [("Missing", "ended\n"), ("Published", "panic\nended\n")])
def test_the_fixed_ones_end_without_a_race(programs: dict[str, Path], function: str, output: str) -> None:
    assert said(programs["after"], function) == output


@pytest.fixture(scope="session")
def near_misses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The commands of the near misses that can be run."""
    if gojudge.can_detect_races(tmp_path_factory.mktemp("probe")):
        pytest.skip("no race detector here")
    return build([CASES["ok_ways"]], tmp_path_factory.mktemp("near"))


def test_near_misses_end_without_a_race(near_misses: dict[str, list[str]]) -> None:
    case: Case = CASES["ok_ways"]
    verdict = judge(near_misses[case.id])
    assert verdict.ended
    assert not verdict.raced
    assert "panic" not in verdict.output
    assert "asleep" not in verdict.output


def test_vet_has_nothing_to_say_of_near_misses(tmp_path: Path) -> None:
    folder = tmp_path / "module"
    gojudge.copy_module(folder, [CASES["ok_ways"]], gojudge.unchanged)
    run_go("vet", f"./{CASES['ok_ways'].directory.relative_to(RULES.parent).as_posix()}", directory=folder)
