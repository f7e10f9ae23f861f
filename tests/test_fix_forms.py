"""Forms of fixes on small packages (`testdata/fixes`): what is changed and what is refused, and that Go takes it."""

import functools
import shutil
from collections.abc import Mapping
from pathlib import Path

import gojudge
import pytest
from cases import DATA
from gojudge import run_go
from msgspec import structs
from test_fixes import gofmt, vet

from golint_py.analyses.facts import Facts
from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.driver import Run, check
from golint_py.fix.offers import Fixes, offers
from golint_py.fix.patch import unified
from golint_py.fix.plans import Bounds
from golint_py.fix.rounds import Outcome, Wish, run
from golint_py.text.finding import Confidence, Safety

FORMS = sorted(folder.name for folder in (DATA / "fixes").iterdir() if folder.is_dir())

needs_go = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")


def options_of(name: str) -> Options:
    """The package of one form."""
    return Options(str(DATA), (f"fixes/{name}",), policies=(Policy(),), jobs=1, use_cache=False)


@functools.cache
def outcome(name: str) -> Outcome:
    """What `fix --unsafe-fixes` makes of one package."""
    options = options_of(name)
    wish = Wish(
        wanted=lambda one: one.confidence >= Confidence.MEDIUM, least=Safety.UNSAFE, bounds=Bounds(lambda _: True)
    )
    return run(functools.partial(analyse, options), wish)


def told(name: str) -> str:
    """Refusals, titles and the patch."""
    done = outcome(name)
    lines = [f"refused {one.message}\n" for one in done.refused]
    lines += [f"made ({one.fix.safety.name.lower()}) {one.fix.title}\n" for one in done.applied]
    patches = (unified(path.rpartition("/")[2], done.before[path], after) for path, after in done.files.items())
    return "".join(lines) + b"".join(patches).decode()


def offered(done: Run, facts: Mapping[str, Facts], exports: Mapping[str, bytes]) -> Fixes:
    """The fixes that reports show."""
    findings = done.report.findings
    return offers(done.tree, done.loaded, facts, exports, Bounds(lambda _: True), findings, lambda _, made: made())


@pytest.mark.parametrize("name", FORMS)
def test_form_is_what_the_golden_says(name: str, request: pytest.FixtureRequest) -> None:
    golden = DATA / "fixes" / name / "fix.golden"
    if request.config.getoption("--update"):
        golden.write_text(told(name), "utf-8", newline="")
    assert told(name) == golden.read_bytes().decode()
    assert "failed to make it" not in told(name)


@pytest.mark.parametrize("name", FORMS)
def test_fixes_are_the_same_with_what_check_knows_and_without(name: str) -> None:
    done = check(structs.replace(options_of(name), keep_exports=True))
    assert done.facts
    assert done.exports
    with_facts, without = (offered(done, facts, exports) for facts, exports in ((done.facts, done.exports), ({}, {})))
    assert [with_facts(one) for one in done.report.findings] == [without(one) for one in done.report.findings]


def test_maps_of_a_struct_get_one_mutex_in_reports_too() -> None:
    done = check(structs.replace(options_of("several_maps"), keep_exports=True))
    fixes = offered(done, done.facts, done.exports)
    titles = {fix.title for one in done.report.findings for fix in fixes(one)}
    assert titles == {one.fix.title for one in outcome("several_maps").applied}
    assert any(" and " in one for one in titles)


def test_maps_of_a_struct_get_a_mutex_each_where_one_for_all_does_not_hold() -> None:
    def prove(files: Mapping[str, bytes]) -> str:
        return "no" if any(b"guarded by mu" in data for data in files.values()) else ""

    wish = Wish(lambda one: "grid" in one.subject, Safety.UNSAFE, Bounds(lambda _: True), prove)
    done = run(functools.partial(analyse, options_of("several_maps")), wish)
    assert {one.fix.title.rpartition(" ")[2] for one in done.applied} == {"cellsMu", "namesMu"}
    assert not done.refused


@needs_go
def test_forms_build_are_vetted_and_formatted(tmp_path: Path) -> None:
    """Each form with a go.mod is a module of its own."""
    modules = {tmp_path, *(tmp_path / name for name in FORMS if (DATA / "fixes" / name / "go.mod").exists())}
    (tmp_path / "go.mod").write_bytes((DATA / "go.mod").read_bytes())
    for name in FORMS:
        shutil.copytree(DATA / "fixes" / name, tmp_path / name)
    before = {module: vet(module) for module in modules}
    written = []
    for name in FORMS:
        for path, data in outcome(name).files.items():
            written.append(tmp_path / name / path.rpartition("/")[2])
            written[-1].write_bytes(data)
    for module in modules:
        run_go("build", "./...", directory=module)
        assert vet(module) <= before[module]
    assert gofmt(*written) == ""
