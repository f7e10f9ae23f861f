"""Times the start of golint-py against the Python that it stands on, in pairs (A B A B ...), medians of the ratios.

Builds a wheel, installs it with its compiled modules into a temporary environment that sees the dependencies of this
one, and runs from there. `python benchmarks/startup.py [PAIRS]`.
"""

import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
LIBRARIES = "import argparse, tomllib, json, msgspec, tree_sitter, tree_sitter_go"
PLAIN = """package p

import "strings"

func F(words []string) int {
	n := 0
	for _, word := range words {
		n += len(strings.TrimSpace(word))
	}
	return n
}
"""
MAPS = """package p

import "sync"

type Store struct {
	mu    sync.RWMutex
	items map[string]int
}

func (s *Store) Put(k string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.items[k] = 1
}

func (s *Store) Get(k string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.items[k]
}
"""


def install(folder: Path) -> Path:
    """An environment with the wheel; its Python."""
    place = folder / "environment"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(place), "platbase": str(place)}))
    source = folder / "source"
    for name in ("golint_py", "rules"):
        shutil.copytree(HOME / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(HOME / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder)]
    subprocess.run([*build, str(source)], check=True)
    wheel = next(folder.glob("*.whl"))
    target = ["--target", str(site), "--no-deps", "--compile"]
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", *target, str(wheel)], check=True)
    dependencies = Path(sysconfig.get_path("purelib"))
    for name in ("msgspec", "tree_sitter", "tree_sitter_go", "pathspec", "rich", "sarif_om", "libcst"):
        if (dependencies / name).exists():
            (site / name).symlink_to(dependencies / name)
    subprocess.run([str(python), "-m", "compileall", "-q", str(site / "golint_py")], check=True)
    return python


def milliseconds(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return (time.perf_counter() - start) * 1000


def compare(name: str, ours: list[str], base: list[str], folder: Path, pairs: int, limit: float) -> None:
    """Print the medians of both and of their ratio."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    both = []
    for _ in range(pairs + 1):
        both.append((milliseconds(ours, folder, environment), milliseconds(base, folder, environment)))
    del both[0]  # it warms the caches
    ratio = statistics.median(mine / theirs for mine, theirs in both)
    mine, theirs = (statistics.median(times) for times in zip(*both, strict=True))
    print(f"{name:<28} {mine:6.1f} ms  {theirs:6.1f} ms  {ratio:5.2f}  (at most {limit})")


def main() -> None:
    """Install, then time."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = str(install(folder))
        module = folder / "module"
        module.mkdir()
        (module / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
        (module / "plain.go").write_text(PLAIN)
        (folder / "maps").mkdir()
        (folder / "maps" / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
        (folder / "maps" / "maps.go").write_text(MAPS)
        run = [python, "-c", "from golint_py.cli.main import main; main()"]
        print(f"{'':<28} {'golint-py':>9}  {'Python':>9}  ratio")
        compare("--version", [*run, "--version"], [python, "-c", "pass"], module, pairs, 1.5)
        libraries = [python, "-c", LIBRARIES]
        compare("one file, nothing to look at", [*run, "check", "plain.go"], libraries, module, pairs, 1.8)
        compare("one file, maps and locks", [*run, "check", "maps.go"], libraries, folder / "maps", pairs, 1.8)


if __name__ == "__main__":
    main()
