"""Times golint-py beside other tools and beside the least that any tool does, and writes docs/performance.md's tables.

    python benchmarks/compare.py [--rounds 5] [--write] [--only NAME ...] [FOLDER ...]

A folder is a checkout, or `std` for Go's standard library (of the `go` on PATH). golint-py is installed from a wheel.
Peers are run where they are found: ast-grep, semgrep, go, staticcheck, gosec, golangci-lint on PATH, or below the
folders of `--peers`. All run in turn; the ratio is the median over the rounds, to golint-py in its first run (cold).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import table
from measure import Command, Row, opened, paired
from msgspec import structs
from startup import install

HERE = Path(__file__).resolve().parent
COLD = "golint-py, all rules"


def main() -> None:
    """Measure each folder; print the tables, and write them where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=["std"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=1800, help="seconds after which a tool is given up")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--only", action="append", help="only commands whose names have this in them, and golint-py")
    parser.add_argument("--peers", action="append", default=[], help="a folder with tools, before those of PATH")
    parser.add_argument("--no-same-files", action="store_true", help="without the second table of each folder")
    parser.add_argument("--no-files", action="store_true", help="do not count the files that each tool opens")
    parser.add_argument("--write", action="store_true", help="put tables and charts into docs/performance.md")
    arguments = parser.parse_args()
    os.environ["PATH"] = os.pathsep.join([*arguments.peers, os.environ["PATH"]])
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        python = install(work)
        sections = []
        for given in arguments.folders:
            title, folder = place(given)
            sections.append((title, measured(title, folder, python, work / title, arguments)))
            if not arguments.no_same_files:
                same = work / title / "same"
                copy_read(folder, same, python)
                more = f"{title}, only the files that golint-py reads"
                sections.append((more, measured(more, same, python, work / title / "more", arguments)))
    print("\n".join(table.markdown(title, rows) for title, rows in sections))
    if arguments.write:
        table.write(sections, HERE.parent / "docs", arguments.jobs)


def place(given: str) -> tuple[str, Path]:
    """The name and the folder of an argument."""
    if given != "std":
        return Path(given).resolve().name, Path(given).resolve()
    root = subprocess.run(["go", "env", "GOROOT"], check=True, capture_output=True, text=True).stdout.strip()
    return "std", Path(root) / "src"


def measured(title: str, folder: Path, python: Path, work: Path, arguments: argparse.Namespace) -> list[Row]:
    """The rows of one folder."""
    work.mkdir(parents=True, exist_ok=True)
    commands = [one for one in ours(folder, python, work, arguments.jobs)]
    commands += [*floors(folder, arguments.jobs), *peers(folder, arguments.jobs)]
    if arguments.only:
        commands = [one for one in commands if one.name == COLD or any(word in one.name for word in arguments.only)]
    print(f"{title}: {folder}", file=sys.stderr)
    rows = paired(commands, arguments.rounds, arguments.limit, lambda line: print(line, file=sys.stderr))
    if arguments.no_files:
        return rows
    return [with_files(row, command, arguments.limit) for row, command in zip(rows, commands, strict=True)]


def with_files(row: Row, command: Command, limit: float) -> Row:
    """The row with what the command opens."""
    found = opened(command, limit) if row.rounds else None
    if found is None:
        return row
    return structs.replace(row, files=str(found[0]), megabytes=f"{found[1] / 1e6:.1f}")


def ours(folder: Path, python: Path, work: Path, jobs: int) -> Iterator[Command]:
    """golint-py cold, on one processor, warm, and after a fresh checkout."""
    check = (str(python), "-m", "golint_py", "check", "--isolated", "--no-progress", "--output-format", "concise")
    kept, fresh = work / "kept", work / "checkout"
    yield Command(COLD, (*check, "--no-cache", "--jobs", str(jobs)), folder)
    if jobs > 1:
        yield Command("golint-py, one process", (*check, "--no-cache", "--jobs", "1"), folder)
    yield Command("golint-py, nothing changed", (*check, "--cache-dir", str(kept), "--jobs", str(jobs)), folder)

    def check_out() -> None:
        """The same files, all of them new to the file system; what is kept comes from the same place."""
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(folder, fresh, symlinks=True, copy_function=shutil.copyfile)

    words = (*check, "--cache-dir", str(work / "kept-checkout"), "--jobs", str(jobs))
    yield Command("golint-py, fresh checkout", words, fresh, prepare=check_out)


def floors(folder: Path, jobs: int) -> Iterator[Command]:
    """The least that any tool does."""
    for name, what in (("reading all Go files", "read"), ("parsing all Go files with tree-sitter", "parse")):
        yield Command(name, (sys.executable, str(HERE / "floor.py"), what, str(jobs), str(folder)), folder)


def peers(folder: Path, jobs: int) -> Iterator[Command]:
    """Other tools, as far as they are there."""
    if tool := shutil.which("ast-grep"):
        rules = str(HERE / "ast-grep.yml")
        words = (tool, "scan", "--rule", rules, "--json=stream", "--threads", str(jobs), ".")
        yield Command("ast-grep, four patterns", words, folder)
    if tool := shutil.which("semgrep"):
        rules = ("--config", str(HERE / "semgrep.yml"), "--metrics=off", "--disable-version-check", "--jobs", str(jobs))
        words = (
            tool,
            "scan",
            *rules,
            "--quiet",
            "--json",
            "--max-target-bytes",
            "10000000",
            "--x-ignore-semgrepignore-files",
            ".",
        )
        yield Command("semgrep, twelve rules", words, folder, {"PYTHONUNBUFFERED": "1"})
    go = {"GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOMAXPROCS": str(jobs)}
    fast = tempfile.gettempdir()
    cold = {
        **go,
        "GOCACHE": os.path.join(fast, "golint-py-bench-go"),
        "STATICCHECK_CACHE": f"{fast}/golint-py-bench-sc",
    }

    def forget() -> None:
        for name in ("GOCACHE", "STATICCHECK_CACHE"):
            subprocess.run(["chmod", "-R", "u+w", cold[name]], check=False, capture_output=True)
            shutil.rmtree(cold[name], ignore_errors=True)

    for name, words in (
        ("go vet", ("go", "vet", "./...")),
        ("staticcheck", ("staticcheck", "./...")),
        ("gosec", ("gosec", "-quiet", "./...")),
        ("golangci-lint", ("golangci-lint", "run", "--no-config", "./...")),
    ):
        if shutil.which(words[0]):
            yield Command(name, words, folder, cold, forget)


def copy_read(folder: Path, target: Path, python: Path) -> None:
    """A copy of the folder with only the Go files that golint-py reads, and the module files."""
    script = (
        "import sys\nfrom golint_py.config import Options\nfrom golint_py.driver import load_packages\n"
        "from golint_py.tasks import tasks_of, tree_of\noptions = Options(sys.argv[1], ('',))\n"
        "for task in tasks_of(load_packages(options, tree_of(options))):\n"
        "    for file in task.job.files:\n        print(file.path)\n"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    listed = subprocess.run(
        [str(python), "-c", script, str(folder)], env=environment, check=True, capture_output=True, text=True
    ).stdout
    modules = [str(path.relative_to(folder)) for name in ("go.mod", "go.sum") for path in folder.rglob(name)]
    for path in {*listed.splitlines(), *modules}:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, target / path)


if __name__ == "__main__":
    main()
