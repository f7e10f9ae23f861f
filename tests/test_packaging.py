"""What is installed, as a wheel and editable, works outside the repository and is whole."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
OFFLINE = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
BUG = """package p

import "sync"

var mu sync.RWMutex
var m = map[string]int{}

func F() {
	mu.RLock()
	m["a"] = 1
	mu.RUnlock()
}
"""
needs_setuptools = pytest.mark.skipif(
    int(metadata.version("setuptools").partition(".")[0]) < 77,
    reason="the licence expression in pyproject.toml needs setuptools 77; the extra dev brings it",
)


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "GITHUB_ACTIONS")}
    done = subprocess.run(command, cwd=folder, env=clean | environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what packaging reads: building leaves traces in the folder."""
    folder = tmp_path / "checkout"
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("golint_py", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside the repository, with a Go file that has a bug."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "p.go").write_text(BUG)
    return folder


def test_every_folder_with_modules_is_packaged() -> None:
    expected = {"golint_py", "golint_py.rules"}
    for top, name in ((ROOT / "golint_py", "golint_py"), (ROOT / "rules", "golint_py.rules")):
        for file in top.rglob("*.py"):
            parts = file.parent.relative_to(top).parts
            expected.add(".".join((name, *parts)))
    assert sorted(expected) == sorted(PROJECT["tool"]["setuptools"]["packages"])


def test_no_folder_lacks_its_init() -> None:
    for top in (ROOT / "golint_py", ROOT / "rules"):
        for file in top.rglob("*.py"):
            assert (file.parent / "__init__.py").is_file(), file.parent


def test_the_supported_versions_are_said_once_and_alike() -> None:
    project = PROJECT["project"]
    assert project["requires-python"] == ">=3.11"
    assert [one for one in project["classifiers"] if "3." in one and "Python ::" in one] == [
        f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13, 14)
    ]


@needs_setuptools
def test_the_wheel_is_whole_and_works_outside_the_repository(checkout: Path, elsewhere: Path, tmp_path: Path) -> None:
    run([*PIP, "wheel", ".", *OFFLINE, "--wheel-dir", str(tmp_path / "wheels")], checkout)
    (wheel,) = (tmp_path / "wheels").glob("golint_py-*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    expected = {
        Path("golint_py", *(("rules",) if top == "rules" else ()), file.relative_to(ROOT / top))
        for top in ("golint_py", "rules")
        for file in (ROOT / top).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    inside = {file.relative_to(installed) for file in (installed / "golint_py").rglob("*") if file.is_file()}
    assert sorted(expected - inside) == []
    tables = {
        file.with_suffix(".json") for file in expected if file.parent.name == "knowledge" if file.suffix == ".toml"
    }
    assert sorted(inside - expected) == sorted(tables)
    for table in tables:
        source = ROOT / table.with_suffix(".toml")
        assert json.loads((installed / table).read_text()) == tomllib.loads(source.read_text())
    assert {file.name for file in installed.iterdir()} == {"golint_py", wheel.name.rsplit("-", 3)[0] + ".dist-info"}
    done = run(
        [sys.executable, "-m", "golint_py", "check", "--output-format", "concise"], elsewhere, PYTHONPATH=str(installed)
    )
    assert done.stdout.startswith("p.go:10:2: error[high] map/write-under-read-lock"), done.stdout + done.stderr


@needs_setuptools
def test_an_editable_installation_works_outside_the_repository(checkout: Path, elsewhere: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "prefix"
    run([*PIP, "install", "-e", ".", *OFFLINE, "--prefix", str(prefix), "--no-warn-script-location"], checkout)
    (site,) = prefix.rglob("site-packages")
    code = (
        f"import sys, site; sys.path.append({sysconfig.get_path('purelib')!r}); site.addsitedir({str(site)!r});"
        "import golint_py.rules, golint_py; print(golint_py.__file__, golint_py.rules.__file__);"
        "from golint_py.rule import discover; print(len(discover()))"
    )
    # -S: an editable installation that this environment may have of its own must not get in front.
    package, rules, number = run([sys.executable, "-S", "-c", code], elsewhere).stdout.split()
    assert Path(package) == checkout / "golint_py" / "__init__.py"
    assert Path(rules) == checkout / "rules" / "__init__.py"
    assert int(number) > 0
    scripts = [file.name for file in prefix.rglob("golint-py*") if file.parent.name in ("bin", "Scripts")]
    assert scripts
