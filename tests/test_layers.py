"""The import contracts of pyproject.toml hold, checked outside the repository, where golint_py.rules is a folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).parent / "lint-imports"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The package laid out as a wheel installs it, with the contracts beside it."""
    ignore = shutil.ignore_patterns("__pycache__", "*.index")
    shutil.copytree(ROOT / "golint_py", tmp_path / "golint_py", ignore=ignore)
    shutil.copytree(ROOT / "rules", tmp_path / "golint_py" / "rules", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [str(LINT), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_imports_point_down_and_rules_stand_alone(installed: Path) -> None:
    done = lint(installed)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("text/span.py", "import golint_py.syntax.parse", "Imports point down"),
        ("ir/ops.py", "import golint_py.analyses.unit", "Imports point down"),
        ("rules/map/concurrent_access.py", "import golint_py.rules.map.inconsistent_guard", "Rules do not know"),
        ("rules/map/concurrent_access.py", "import golint_py.suppress", "Rules know nothing"),
        ("report/json.py", "import golint_py.config", "Writers see"),
        ("knowledge/load.py", "import golint_py.syntax.parse", "Facts about Go"),
    ],
)
def test_an_import_in_the_wrong_direction_breaks_a_contract(
    installed: Path, file: str, line: str, contract: str
) -> None:
    with open(installed / "golint_py" / file, "a") as module:
        module.write(f"\n{line}\n")
    done = lint(installed)
    assert done.returncode != 0
    assert any(contract in text and "BROKEN" in text for text in done.stdout.splitlines()), done.stdout
