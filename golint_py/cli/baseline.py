"""Accept the findings that are there: `create` writes them to a file, and `check --baseline FILE` leaves them out.
`update` adds what is new and drops what is gone, `prune` only drops what is gone, `show` prints the file."""

import argparse
import os

from golint_py import baseline
from golint_py.cli import analysis
from golint_py.cli.terminal import put, write_file
from golint_py.config import ConfigError
from golint_py.driver import Run
from golint_py.report.summary import count
from golint_py.report.view import harmless

ACTIONS = ("create", "update", "prune", "show")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `baseline`."""
    parser.usage = "golint-py baseline {create,update,prune,show} [OPTIONS] [PATH ...]"
    parser.add_argument("action", choices=ACTIONS, help="what to do with the file")
    analysis.add_arguments(parser)
    parser.add_argument(
        "--baseline", metavar="FILE", help=f"the file (default: the configured one, else {baseline.NAME})"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it, and say what has changed. The exit code is 0, or 2 for a failure: findings are no failure here."""
    if "-" in arguments.paths:
        raise ConfigError("a baseline is about files, not about standard input")
    wanted = analysis.wanted(arguments)
    file = wanted.baseline or os.path.join(wanted.options.root, baseline.NAME)
    if arguments.action == "show":
        put(_shown(baseline.read(file)))
        return 0
    if arguments.action == "create":
        if os.path.lexists(file):
            raise ConfigError(f"{file} is there already; `golint-py baseline update` brings it up to date")
        old: tuple[baseline.Entry, ...] = ()
    else:
        old = baseline.read(file)
    found = analysis.analyse(arguments, wanted.options)
    if found.report.failures:
        raise ConfigError(f"golint-py failed in {count(found.report.failures, 'place')}: {file} is left as it was")
    seen = baseline.Sight({rule.id for rule in found.rules}, wanted.options.paths, found.present)
    kept = tuple(baseline.pruned(old, seen))
    new = kept if arguments.action == "prune" else baseline.updated(old, seen, found.report.findings)
    try:
        write_file(file, baseline.write(new))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or error}") from error
    put(_changes(file, found, old, kept, new))
    return 0


def _changes(
    file: str,
    found: Run,
    old: tuple[baseline.Entry, ...],
    kept: tuple[baseline.Entry, ...],
    new: tuple[baseline.Entry, ...],
) -> str:
    there = baseline.total(kept)
    gone, added = baseline.total(old) - there, baseline.total(new) - there
    lines = [f"{harmless(os.path.relpath(file))}: {count(baseline.total(new), 'finding')}, {added} added, {gone} gone"]
    if found.report.skipped:
        lines.append(f"not or not wholly analysed: {count(len({one.path for one in found.report.skipped}), 'file')}")
    return "\n".join(lines) + "\n"


def _shown(entries: tuple[baseline.Entry, ...]) -> str:
    lines = []
    for one in entries:
        times = f" ({one.count} times)" if one.count > 1 else ""
        lines.append(harmless(f"{one.path}: {one.rule}: {one.subject or '-'} in {one.function or 'the file'}{times}"))
    lines.append(f"{count(baseline.total(entries), 'finding')} in the baseline")
    return "\n".join(lines) + "\n"
