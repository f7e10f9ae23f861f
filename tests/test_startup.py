"""Starting is cheap: what a plain run must not import, and what it may cost."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

import golint_py

HOME = str(Path(golint_py.__file__).resolve().parent.parent)
GO = 'package p\n\nimport "sync"\n\nvar (\n\tmu sync.Mutex\n\tm  = map[string]int{}\n)\n\nfunc F() { m["a"]++ }\n'
HEAVY = (
    *("libcst", "sarif_om", "attr", "attrs", "rich", "pygls", "jinja2", "yaml", "jsonschema", "pydantic", "pbr"),
    *("multiprocessing", "concurrent.futures", "dataclasses", "importlib.metadata", "importlib.resources", "asyncio"),
    *("logging", "subprocess", "sqlite3", "difflib", "tempfile", "urllib.request", "unittest", "hashlib", "socket"),
    *("golint_py.report.sarif", "golint_py.report.json", "golint_py.cli.rules_vet", "golint_py.config_file"),
    *("golint_py.processes", "golint_py.debug_views", "golint_py.suppress", "shutil", "traceback", "pathlib"),
)
PLAIN = "package p\n\nfunc F(n int) int { return n + 1 }\n"
BASE = "import argparse, tomllib, json, msgspec, tree_sitter, tree_sitter_go"
SCRIPT = "import sys; from golint_py.cli.main import entry"
PAIRS = 9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A module with one small file."""
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    (tmp_path / "a.go").write_text(GO)
    return tmp_path


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with compiled modules, as an installed wheel has them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": HOME, "PYTHONPYCACHEPREFIX": str(folder / "pycache")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def modules_after(folder: Path, *arguments: str) -> set[str]:
    """What a run imports, without what Python has imported by itself (where this is an editable install, a finder)."""
    head = "import sys; before = set(sys.modules)"
    tail = "entry(); print(*set(sys.modules) - before, file=sys.stderr)"
    return set(python(folder, "-c", f"{head}; {SCRIPT}; {tail}", *arguments).stderr.split())


def test_a_check_of_one_file_imports_nothing_heavy(folder: Path) -> None:
    loaded = modules_after(folder, "check", "a.go")
    assert "golint_py.report.text" in loaded
    assert "golint_py.driver" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def test_code_without_maps_or_triggers_needs_neither_rules_nor_analyses(folder: Path) -> None:
    (folder / "a.go").write_text(PLAIN)
    loaded = modules_after(folder, "check", "a.go")
    parts = ("golint_py.rules.", "golint_py.ir.lower", "golint_py.analyses.package_facts", "golint_py.analyses.link")
    assert [name for name in sorted(loaded) if name.startswith(parts)] == []


def test_a_rule_is_imported_when_a_file_has_its_trigger(folder: Path) -> None:
    (folder / "a.go").write_text('package p\n\nimport "os/exec"\n\nfunc F(c string) { exec.Command(c).Run() }\n')
    loaded = modules_after(folder, "check", "a.go")
    assert "golint_py.rules.exec.tainted_command" in loaded
    assert [name for name in sorted(loaded) if name.startswith("golint_py.rules.unsafe.")] == []


def test_only_the_sarif_format_brings_the_sarif_library(folder: Path) -> None:
    assert {"sarif_om", "attr"} <= modules_after(folder, "check", "a.go", "--output-format", "sarif")


def test_the_version_imports_nothing_of_others(folder: Path) -> None:
    bare = set(python(folder, "-c", "import sys; print(*sys.modules, file=sys.stderr)").stderr.split())
    own = {"golint_py", "golint_py.cli", "golint_py.cli.main", "golint_py.version", "gc"}  # gc is built in
    assert modules_after(folder, "--version") - bare - own == set()


def test_a_rule_is_explained_without_the_engine_of_go(folder: Path) -> None:
    assert "golint_py.driver" not in modules_after(folder, "rule", "golint/unknown-rule")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_report_that_cannot_be_written_is_a_failure(folder: Path) -> None:
    with open("/dev/full", "w") as full:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        command = [sys.executable, "-m", "golint_py", "--version"]
        done = subprocess.run(command, env=environment | {"PYTHONPATH": HOME}, stdout=full, check=False)
    assert done.returncode == 2


def ratio(folder: Path, ours: list[str], base: list[str]) -> float:
    """The median of paired runs: how many times the base's wall time ours takes."""
    python(folder, *ours)
    ratios = []
    for _ in range(PAIRS):
        times = []
        for arguments in (ours, base):
            start = time.perf_counter()
            python(folder, *arguments)
            times.append(time.perf_counter() - start)
        ratios.append(times[0] / times[1])
    return statistics.median(ratios)


@pytest.mark.slow
def test_the_version_costs_half_again_of_an_empty_python(folder: Path) -> None:
    """Wall times on a machine that does other things lie: run it alone, with --slow."""
    assert ratio(folder, ["-m", "golint_py", "--version"], ["-c", "pass"]) <= 1.5


@pytest.mark.slow
def test_a_check_of_one_file_costs_less_than_twice_its_libraries(folder: Path) -> None:
    """As above."""
    assert ratio(folder, ["-m", "golint_py", "check", "a.go"], ["-c", BASE]) <= 1.8
