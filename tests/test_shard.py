"""Shards: together they report what one run reports, each finding once, wherever the packages are cut."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from msgspec import structs
from test_cli import golint
from test_driver import DATA, project

from golint_py.config import Options
from golint_py.driver import Run, check, load_packages
from golint_py.load.model import Loaded
from golint_py.load.shard import share
from golint_py.tasks import tree_of
from golint_py.text.finding import Confidence

FAMILIES = ("map/concurrent_access", "exec", "unsafe/pointer_from_integer")
UNUSED = "package unused\n\n//golint:ignore map/concurrent-access -- nothing here\nvar X = 1\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Test data of several families; one package imports them all, so that they are one group, but for another one."""
    root = tmp_path_factory.mktemp("shards")
    for family in FAMILIES:
        shutil.copytree(DATA / "rules" / family, root / "rules" / family)
    shutil.copy(DATA / "go.mod", root)
    (root / "rules" / "exec" / "broken.go").write_text("package broken\n\nfunc f( {\n")
    below = {file.parent.relative_to(root).as_posix() for file in (root / "rules").rglob("*.go")}
    for number, path in enumerate(sorted(one for one in below if "/_" not in one)):
        (root / f"all{number}.go").write_text(f'package all\n\nimport _ "golint.test/{path}"\n')
    (root / "unused").mkdir()
    (root / "unused" / "x.go").write_text(UNUSED)
    return root


def options(root: Path, shard: tuple[int, int] = (1, 1)) -> Options:
    return Options(root=str(root), paths=("",), jobs=1, min_confidence=Confidence.LOW, shard=shard)


def shards(wanted: Options, count: int) -> list[Run]:
    return [check(structs.replace(wanted, shard=(number, count))) for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_shards_report_together_what_one_run_reports(folder: Path, tmp_path: Path, count: int) -> None:
    kept = structs.replace(options(folder), use_cache=True, cache_dir=str(tmp_path))
    whole = check(kept).report
    found = shards(kept, count)
    reports = [one.report for one in found]
    assert Counter(one for report in reports for one in report.findings) == Counter(whole.findings)
    assert Counter(one for report in reports for one in report.skipped) == Counter(whole.skipped)
    assert sum(report.lines for report in reports) == whole.lines
    assert len(whole.findings) > 200
    assert len(whole.skipped) == 1
    assert [one.rule for one in whole.findings].count("golint/unused-suppression") == 1
    for one in found if count > 1 else ():
        rules = {finding.rule.partition("/")[0] for finding in one.report.findings}
        assert {"map", "exec"} <= rules  # the group is cut
        assert {package.own for package in one.loaded.packages} == {True, False}


@pytest.mark.parametrize("count", [2, 3])
def test_merged_sarif_of_the_shards_is_that_of_one_run(folder: Path, tmp_path: Path, count: int) -> None:
    common = ("check", "--isolated", "--no-cache", "--exit-zero", "--min-confidence", "low")
    names = [f"{number}.sarif" for number in range(1, count + 1)]
    for number, name in enumerate(names, 1):
        done = golint(folder, *common, "--shard", f"{number}/{count}", "--output-format", f"sarif:{tmp_path / name}")
        assert done.returncode == 0
    whole = json.loads(golint(folder, *common, "--output-format", "sarif").stdout)
    (merged,) = json.loads(golint(tmp_path, "sarif", "merge", *names[::-1]).stdout)["runs"]
    (run,) = whole["runs"]
    assert merged == run
    assert run["automationDetails"]["id"] == "golint-py/"


def test_a_shard_without_packages_finds_nothing(tmp_path: Path) -> None:
    source = (DATA / "rules" / "map" / "concurrent_access" / "own_mutex" / "audit.go").read_text()
    root = project(tmp_path, {"a/a.go": source})
    first, second = (golint(root, "check", "--output-format", "json", "--shard", f"{one}/2") for one in (1, 2))
    assert (first.returncode, second.returncode) == (1, 0)
    assert json.loads(second.stdout)["findings"] == []
    assert golint(project(tmp_path / "none", {}), "check", "--shard", "2/3").returncode == 0


def test_a_baseline_loses_nothing_to_the_other_shards(folder: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "baseline")
    golint(folder, "baseline", "create", "--isolated", "--baseline", file)
    for shard in ("1/2", "2/2"):
        done = golint(folder, "check", "--isolated", "--baseline", file, "--output-format", "json", "--shard", shard)
        assert (done.returncode, json.loads(done.stdout)["findings"]) == (0, [])
        assert json.loads(done.stdout)["summary"]["gone"] == 0


# --- The split --------------------------------------------------------------------------------------------------------


def own(loaded: Loaded) -> set[str]:
    return {package.path.rpartition("/")[2] for package in loaded.packages if package.own}


def split(root: Path, count: int) -> list[Loaded]:
    wanted = options(root)
    tree = tree_of(wanted)
    loaded = load_packages(wanted, tree)
    return [share(loaded, tree, (number, count)) for number in range(1, count + 1)]


def package(name: str, size: int, *imports: str) -> dict[str, str]:
    lines = "".join(f'import _ "example.com/m/{one}"\n' for one in imports)
    text = f"package {name}\n\n{lines}"
    return {f"{name}/x.go": text + "// " + "x" * (size - len(text) - 4) + "\n"}


def test_packages_that_imports_connect_stay_together_and_nothing_else_is_loaded(tmp_path: Path) -> None:
    files = package("a", 300) | package("b", 300, "a") | package("c", 500) | package("d", 400)
    first, second = split(project(tmp_path, files), 2)
    assert [own(first), own(second)] == [{"a", "b"}, {"c", "d"}]
    assert len(first.packages) == len(second.packages) == 2


def test_a_group_that_is_too_large_is_cut_and_loaded_by_all(tmp_path: Path) -> None:
    files = package("a", 900) | package("b", 500, "a") | package("c", 400, "a") | package("d", 100)
    first, second = split(project(tmp_path, files), 2)
    assert [own(first), own(second)] == [{"a", "d"}, {"b", "c"}]
    assert [len(first.packages), len(second.packages)] == [4, 3]
