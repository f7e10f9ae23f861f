"""Find what goes wrong at run time in Go code: files, folders (with all below), or - for standard input."""

import argparse
import functools
import os
import sys
from collections.abc import Callable, Collection
from contextlib import ExitStack

from msgspec import msgpack, structs

from golint_py.cli import analysis
from golint_py.cli.outputs import FOR_PEOPLE, FORMATS, WITH_FIXES, Output, outputs, writer
from golint_py.cli.settings import Wanted
from golint_py.cli.terminal import put, wants_color, write_file
from golint_py.config import ConfigError, Options, excluded
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.driver import Run
from golint_py.load.shard import WHOLE, Shard
from golint_py.report.summary import statistics
from golint_py.report.view import Sources, View, no_fixes
from golint_py.text.edits import Fix
from golint_py.text.finding import By, Finding, Severity
from golint_py.text.span import Span
from golint_py.version import VERSION

Fixes = Callable[[Finding[Span]], tuple[Fix, ...]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.usage = "golint-py check [OPTIONS] [PATH ...]"
    analysis.add_arguments(parser)
    add = parser.add_argument
    add("--fail-level", choices=analysis.LEVELS, help="exit with 1 from this severity on (default: note)")
    add(
        "--output-format",
        action="append",
        metavar="FORMAT[:FILE]",
        help=f"{', '.join(FORMATS)}; repeatable, each to its own file (default: text)",
    )
    add("--output-file", metavar="FILE", help="where the format without a file goes (default: standard output)")
    add("--baseline", metavar="FILE", help="leave out the findings that this file lists (see `golint-py baseline`)")
    add("--no-baseline", action="store_true", help="show what the configured baseline lists, too")
    add("--diff-base", metavar="REV", help="leave out the findings that this git revision has, too")
    add("--new-from-merge-base", metavar="BRANCH", help="the same for where HEAD has left this branch")
    add(
        "--sarif-suppressions",
        choices=("include", "exclude"),
        default="exclude",
        help="whether SARIF has suppressed and known findings; code scanning opens alerts for them (default: exclude)",
    )
    add("--sarif-category", metavar="NAME", default="golint-py", help="category of the results in code scanning")
    add("--max-annotations", type=analysis.number, default=10, metavar="N", help="of each level, in the format github")
    add("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    add("--strict", action="store_true", help="exit with 2 if a file could not be analysed")
    add("--statistics", action="store_true", help="count findings per rule instead of showing them")
    add("--quiet", action="store_true", help="findings only, no summary")
    add("--stdin-filename", metavar="PATH", help="the name of what comes on standard input")
    add("--executor", metavar="WHERE", default="local", help="local, or a cluster at dask://HOST:PORT (default: local)")
    add(
        "--shard",
        type=_shard,
        metavar="I/N",
        default=WHOLE,
        help="only what is found in the packages of the I-th of N shards; `golint-py sarif merge` joins them",
    )


def _shard(text: str) -> Shard:
    """Which shard of how many."""
    first, _, second = text.partition("/")
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in (first, second)):
        raise argparse.ArgumentTypeError(f"{text!r} is no shard; the second of four is 2/4")
    number, shards = int(first), int(second)
    if not shards:
        raise argparse.ArgumentTypeError("there are no shards in 0; the only one is 1/1")
    if not 1 <= number <= shards:
        raise argparse.ArgumentTypeError(
            f"there is no shard {number} of {shards}; they are 1/{shards} to {shards}/{shards}"
        )
    return number, shards


def run(arguments: argparse.Namespace) -> int:
    """Analyse, write the reports, and say by the exit code how it went."""
    if arguments.diff_base is not None and arguments.new_from_merge_base is not None:
        raise ConfigError("--diff-base does not go with --new-from-merge-base")
    wanted = analysis.wanted(arguments)
    places = outputs(wanted.formats, arguments.output_file)
    if arguments.statistics and any(place.format not in FOR_PEOPLE for place in places):
        raise ConfigError("--statistics goes with the formats text and concise")
    offered = any(place.format in WITH_FIXES for place in places)
    whole = structs.replace(wanted.options, executor="" if arguments.executor == "local" else arguments.executor)
    options = structs.replace(whole, keep_exports=offered, shard=arguments.shard)
    found = _without_known(analysis.analyse(arguments, options), wanted, arguments.shard)
    found = _without_base(found, arguments, whole)
    with ExitStack() as stack:
        fixes = _offers(found, wanted.options, stack) if offered else no_fixes
        for place in places:
            view = _view(found, arguments, wanted.options, place, fixes)
            _write(
                place, statistics(found.report) if arguments.statistics else writer(place.format)(found.report, view)
            )
    return exit_code(found, wanted.fail_level, arguments)


def _write(place: Output, text: str) -> None:
    if not place.file:
        put(text)
        return
    try:
        write_file(place.file, text)
    except OSError as error:
        raise ConfigError(f"{place.file}: {error.strerror or error}") from error


def exit_code(found: Run, fail_level: Severity, arguments: argparse.Namespace) -> int:
    """2 for a failure (and for skipped files where --strict says so), 1 for findings at or above the level, else 0."""
    if found.report.failures or (arguments.strict and found.report.skipped):
        return 2
    if arguments.exit_zero:
        return 0
    return int(any(finding.severity >= fail_level for finding in found.report.findings))


def _without_known(found: Run, wanted: Wanted, shard: Shard) -> Run:
    """The run with the findings of the baseline among the suppressed."""
    if not wanted.baseline:
        return found
    from golint_py import baseline  # only where one is used

    entries = baseline.read(wanted.baseline)
    report = baseline.hide(found.report, baseline.known(entries), By.BASELINE, os.path.basename(wanted.baseline))
    seen = baseline.Sight({rule.id for rule in found.rules}, _seen(found, wanted, shard), found.present)
    left = baseline.total(baseline.pruned(entries, seen))
    return structs.replace(found, report=structs.replace(report, gone=baseline.total(entries) - left))


def _seen(found: Run, wanted: Wanted, shard: Shard) -> Collection[str]:
    """The paths of which the baseline can say that something is gone: in a shard its own packages' files."""
    if shard == WHOLE:
        return wanted.options.paths
    return {path for package in found.loaded.packages if package.own for path in package.named}


def _without_base(found: Run, arguments: argparse.Namespace, options: Options) -> Run:
    """The run with the findings of the revision to compare with among the suppressed."""
    branch = arguments.new_from_merge_base
    revision = branch if branch is not None else arguments.diff_base
    if revision is None:
        return found
    from golint_py.compare import without_base  # subprocess

    return without_base(found, options, revision, branch is not None)


def _view(found: Run, arguments: argparse.Namespace, options: Options, place: Output, fixes: Fixes) -> View:
    colourful = place.format in FOR_PEOPLE and not place.file
    return View(
        sources=Sources(found.tree.read),
        rules=(*found.rules, *DIAGNOSTICS),
        version=VERSION,
        shown=analysis.shown(options.root),
        fixes=fixes if place.format in WITH_FIXES else no_fixes,
        color=colourful and wants_color(arguments.color, os.environ, sys.stdout.isatty()),
        runner=os.environ.get("GITHUB_ACTIONS") == "true",
        quiet=arguments.quiet,
        suppressed=arguments.sarif_suppressions == "include",
        category=arguments.sarif_category,
        annotations=arguments.max_annotations,
    )


def _offers(found: Run, options: Options, stack: ExitStack) -> Fixes:
    """The fixes of findings, made when a writer asks for them; kept where all is kept that they come from."""
    if not any(finding.plan for finding in found.report.findings):
        return no_fixes
    from golint_py.fix.offers import offers  # a second analysis of the packages with findings
    from golint_py.fix.plans import Bounds

    bounds = Bounds(lambda path: not excluded(options, path))
    offered = functools.partial(
        offers, found.tree, found.loaded, found.facts, found.exports, bounds, found.report.findings
    )
    if found.whole is None:
        return offered(lambda _, made: made())
    from golint_py.fix.kept import KeptFixes
    from golint_py.stores import open_store  # sqlite3

    store = open_store(found.whole.folder)
    stack.callback(store.close)
    store.expect(found.whole.key)
    allowed = (options.policies, options.paths, options.force_exclude, found.loaded.modules)
    kept = KeptFixes(store, found.whole.key + msgpack.encode(allowed))
    return offered(kept.recall)
