"""Fixes of the rules' test data: what is changed, that Go takes it, that it does not race any more."""

import ast
import subprocess
from pathlib import Path

import gojudge
import pytest
from cases import DATA, Case, discover
from fixing import fixed, inside, left, options_of, told, wish
from gojudge import RACING, build, copy_module, judge, run_go

from golint_py import rule
from golint_py.cli.fix import analyse
from golint_py.fix.plans import MAKERS, fixable
from golint_py.fix.rounds import run
from golint_py.text.finding import Safety

RULES = {one.id: one.rule for one in rule.discover()}
MODULES = Path(rule.module_places()[0].path)
PAGES = {one.id: one.doc for one in rule.discover()}
CASES = [case for case in discover() if case.wants and RULES[case.rule].fix is not None]
RACY = [case for case in CASES if case.rule in RACING]

needs_go = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")


def sources(case: Case) -> dict[str, str]:
    """The fixed files by name (relative to the case)."""
    return {inside(case, path): data.decode() for path, data in fixed(case).files.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_fix_is_what_the_golden_says(case: Case, request: pytest.FixtureRequest) -> None:
    golden = case.directory / "fix.golden"
    if request.config.getoption("--update"):
        golden.write_text(told(case), "utf-8", newline="")
    assert golden.exists(), "pytest tests/test_fixes.py --update writes it"
    assert told(case) == golden.read_bytes().decode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_finding_is_fixed_or_refused_with_a_reason(case: Case) -> None:
    done = fixed(case)
    assert len([one for one in left(case) if fixable(one)]) == len(done.refused)
    assert not done.withheld
    assert [one.message for one in done.refused if "failed to make it" in one.message] == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if (case.directory / "fix.golden").exists()], ids=lambda case: case.id
)
def test_second_run_changes_nothing(case: Case) -> None:
    options, done = options_of(case), fixed(case)
    again = run(lambda files, families: analyse(options, done.files | files, families), wish(case))
    assert not again.files


def kinds(name: str) -> set[str]:
    """The kinds of fixes that a rule's module names."""
    module = MODULES / (name.replace("-", "_") + ".py")
    nodes = ast.walk(ast.parse(module.read_text("utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts & set(MAKERS)


@pytest.mark.parametrize("name", sorted(name for name, one in RULES.items() if one.fix is not None))
def test_a_rule_that_says_it_has_a_fix_makes_one_of_that_class_and_of_each_of_its_kinds(name: str) -> None:
    made = [one for case in CASES if case.rule == name for one in fixed(case).applied]
    assert max(one.fix.safety for one in made) is RULES[name].fix
    assert {one.finding.plan.kind for one in made if one.finding.plan is not None} == kinds(name)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_names_a_kind_of_fix_exactly_where_it_says_that_it_has_one(name: str) -> None:
    assert bool(kinds(name)) == (RULES[name].fix is not None)


def test_every_kind_of_fix_belongs_to_a_rule() -> None:
    assert {kind for name in RULES for kind in kinds(name)} | {"drop-directive"} == set(MAKERS)


@pytest.mark.parametrize(
    "case", [case for case in discover() if case.wants and case not in CASES], ids=lambda one: one.id
)
def test_a_rule_that_says_it_has_no_fix_makes_none(case: Case) -> None:
    said = [one for one in analyse(options_of(case), {}).findings if one.rule == case.rule]
    assert said
    assert not any(fixable(one) for one in said)


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_page_of_a_rule_says_what_its_fix_is_like(name: str) -> None:
    section = PAGES[name].partition("\nFix\n")[2].partition("\nReferences\n")[0]
    assert ("`golint-py fix" in section) == (RULES[name].fix is not None)
    if RULES[name].fix is not None:
        assert ("--unsafe-fixes" in section) or RULES[name].fix is Safety.SAFE
        words = section.replace("--unsafe-fixes", "")
        assert "unsafe" in words.lower() or RULES[name].fix is Safety.SAFE, "it does not say why it is unsafe"


def gofmt(*files: Path) -> str:
    """What gofmt would change, as a diff."""
    program = Path(run_go("env", "GOROOT", directory=DATA).strip()) / "bin" / "gofmt"
    done = subprocess.run([program, "-d", *files], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@needs_go
def test_fixed_data_is_what_gofmt_prints(tmp_path: Path) -> None:
    written = []
    for case in CASES:
        for name, text in sources(case).items():
            file = tmp_path / case.id.replace("/", "-") / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            written.append(file)
    assert written
    assert gofmt(*written) == ""


@needs_go
def test_fixed_data_builds_and_vet_says_nothing_new(tmp_path: Path) -> None:
    module = tmp_path / "module"
    copy_module(module, CASES, lambda given: given)
    before = vet(module)
    for case in CASES:
        for name, text in sources(case).items():
            (module / case.directory.relative_to(DATA) / name).write_bytes(text.encode())
    run_go("build", "./...", directory=module)
    assert vet(module) <= before


def vet(module: Path) -> set[str]:
    """The complaints of vet without line numbers."""
    try:
        run_go("vet", "./...", directory=module)
    except RuntimeError as error:
        return {line.partition(":")[0] + line.rpartition(":")[2] for line in str(error).splitlines()[1:]}
    return set()


@pytest.fixture(scope="session")
def fixed_programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The command of every case in which all findings were fixed."""
    reason = gojudge.can_detect_races(tmp_path_factory.mktemp("probe"))
    if reason:
        pytest.skip(f"no race detector here: {reason}")
    sure = [case for case in RACY if all(want.confidence != "low" for want in case.wants)]
    wholly = [case for case in sure if fixed(case).files and not left(case)]
    remaining = iter(wholly)
    scratch = tmp_path_factory.mktemp("fixed")
    return build(wholly, scratch, lambda given: {**given, **sources(next(remaining))})


@needs_go
@pytest.mark.parametrize("case", RACY, ids=lambda case: case.id)
def test_fixed_data_does_not_race(case: Case, fixed_programs: dict[str, list[str]]) -> None:
    if case.id not in fixed_programs:
        pytest.skip("not wholly fixed")
    verdict = judge(fixed_programs[case.id])
    assert verdict.ended, "does not end"
    assert not verdict.raced, verdict.output
