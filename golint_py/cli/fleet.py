"""Check many repositories, folders or what git can fetch, on this machine or on a cluster, and join the reports."""

import argparse
import os
import sys
from collections.abc import Sequence

from golint_py.cli import analysis
from golint_py.cli.progress import Bar
from golint_py.cli.terminal import complain, put, wants_color, write_file
from golint_py.config import ConfigError
from golint_py.contents import digest
from golint_py.fleet import join, repositories
from golint_py.fleet.executors import Executor, here
from golint_py.fleet.records import FOLDER, Records
from golint_py.fleet.repositories import Repository
from golint_py.fleet.visit import Job, Outcome, encode, outcome, visit
from golint_py.jobs import processors
from golint_py.report.view import clean
from golint_py.version import VERSION

REPORT = "fleet.sarif"
LISTS = ("select", "ignore", "tags", "compat")
VALUES = (
    *("min_confidence", "min_severity", "fail_level", "goos", "goarch", "max_file_bytes", "package_timeout"),
    *("timeout", "max_memory"),
)
FLAGS = ("isolated", "no_cgo", "no_cache", "exit_zero", "strict")
PLACES = ("config", "cache_dir")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `fleet`."""
    parser.usage = "golint-py fleet [OPTIONS] REPOS.txt"
    add = parser.add_argument
    add("list", metavar="REPOS.txt", help="a repository a line: PATH or URL, and a branch, tag or commit if need be")
    add("--output-folder", metavar="DIR", default="golint-py-fleet", help="for reports (default: golint-py-fleet)")
    add("--executor", metavar="WHERE", default="local", help="local, or dask://HOST:PORT (default: local)")
    analysis.add_options(parser)
    add("--fail-level", choices=analysis.LEVELS, help="exit with 1 from this severity on (default: note)")
    add("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    add("--strict", action="store_true", help="a repository fails if one of its files could not be analysed")
    add("--quiet", action="store_true", help="the summary only")


def run(arguments: argparse.Namespace) -> int:
    """Check all; 2 where a repository failed, 1 where one has findings, else 0, each as `check` has it."""
    wanted = _listed(arguments.list)
    executor, at_once = executor_of(arguments, len(wanted))
    words = words_of(arguments, at_once)
    try:
        records = Records(arguments.output_folder, _name(words))
        found = _found(wanted, words, executor, records, arguments)
        done = [(repository, found[number]) for number, repository in enumerate(wanted)]
        runs = [join.run_of(repository, one, VERSION) for repository, one in done]
        report = os.path.join(arguments.output_folder, REPORT)
        write_file(report, join.sarif(runs))
        records.finish()
    except OSError as error:
        raise ConfigError(f"{arguments.output_folder}: {error.strerror or error}") from error
    put(join.summary(done, runs))
    if not arguments.quiet:
        put(f"all in {report}, each in {os.path.join(arguments.output_folder, FOLDER)}\n")
    return max(one.code for _, one in done)


def executor_of(arguments: argparse.Namespace, jobs: int) -> tuple[Executor, int]:
    """Where to run, and how many repositories at a time on one machine. Raises `ConfigError`."""
    if arguments.executor == "local":
        at_once = max(1, min(arguments.jobs or processors(), jobs))
        return here(at_once), at_once
    from golint_py.cluster import executor  # dask

    return executor(arguments.executor), 0


def words_of(arguments: argparse.Namespace, at_once: int) -> tuple[str, ...]:
    """The options of `check` for each repository. Its processes share the machine with the others; on a cluster, where
    each worker has its part of a machine, there is one unless `--jobs` says otherwise."""
    jobs = (arguments.jobs or processors()) // at_once if at_once else arguments.jobs or 1
    words = ["--jobs", str(max(jobs, 1))]
    for name in (*LISTS, *VALUES, *PLACES):
        value = getattr(arguments, name)
        for one in value if isinstance(value, list) else [value] if value is not None else []:
            local = name in PLACES and "://" not in one
            words += [f"--{name.replace('_', '-')}={os.path.abspath(one) if local else one}"]
    words += [f"--{name.replace('_', '-')}" for name in FLAGS if getattr(arguments, name)]
    return tuple(words)


def _name(words: Sequence[str]) -> str:
    """What a run has to have in common with an interrupted one to be taken for the same."""
    return digest(encode((VERSION, words[2:]))).hex() + "\n"


def _listed(path: str) -> tuple[Repository, ...]:
    try:
        if path == "-":
            return repositories.read(sys.stdin.read(), ".", "standard input")
        with open(path, encoding="utf-8") as file:
            return repositories.read(file.read(), os.path.dirname(path), path)
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise ConfigError(f"{path}: {why}") from error


def _found(
    wanted: Sequence[Repository],
    words: tuple[str, ...],
    executor: Executor,
    records: Records,
    arguments: argparse.Namespace,
) -> dict[int, Outcome]:
    """What came of each repository, by its number; what is new is recorded as it comes."""
    known = {number: records.find(repository) for number, repository in enumerate(wanted)}
    found = {number: one for number, one in known.items() if one is not None}
    if found and not arguments.quiet:
        complain(f"note: {len(found)} of {len(wanted)} were done before the interruption")
    missing = [number for number in range(len(wanted)) if number not in found]
    jobs = [encode(Job(wanted[number], words)) for number in missing]
    watched = sys.stderr.isatty() and not arguments.no_progress and not arguments.quiet
    with Bar(wants_color(arguments.color, os.environ, True), "repositories", 0.0) as bar:
        if watched:
            bar.update(len(found), len(wanted))
        for place, answer in executor(visit, jobs) if jobs else ():
            repository = wanted[missing[place]]
            one = outcome(answer) if isinstance(answer, bytes) else Outcome(2, failure=answer)
            found[missing[place]] = one
            records.keep(repository, one)
            if watched:
                bar.update(len(found), len(wanted))
            elif not arguments.quiet:
                _tell(f"{len(found)}/{len(wanted)} {repository.name}", one)
    return found


def _tell(name: str, one: Outcome) -> None:
    """A line in the log of a machine, and what the run had to say."""
    print(f"golint-py: {clean(name)}: {'failed' if one.failure else 'done'}", file=sys.stderr, flush=True)
    for line in one.said.splitlines() if not one.failure else ():
        complain(f"  {line.removeprefix('golint-py: ')}")
