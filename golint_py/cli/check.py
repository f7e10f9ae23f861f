"""Find what goes wrong at run time in Go code: files, folders (with all below), or - for standard input."""

import argparse
import os
import sys
from collections.abc import Callable

from golint_py.cli.outputs import FOR_PEOPLE, FORMATS, Output, outputs, writer
from golint_py.cli.settings import STDIN, settings
from golint_py.cli.terminal import put, wants_color, write_file
from golint_py.config import ConfigError, Options
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.driver import Run, check
from golint_py.report.summary import statistics
from golint_py.report.view import Sources, View
from golint_py.rule_index import known_rules
from golint_py.text.finding import Severity
from golint_py.version import VERSION

_LEVELS = ("note", "warning", "error")
_SURE = ("low", "medium", "high")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.usage = "golint-py check [OPTIONS] [PATH ...]"
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="Go files or folders, . if there are none; - is standard input")
    add("--select", action="append", metavar="IDS", help="only these rules or families (comma-separated, repeatable)")
    add("--ignore", action="append", metavar="IDS", help="not these rules or families")
    add("--min-confidence", choices=_SURE, help="hide less certain findings (default: medium)")
    add("--min-severity", choices=_LEVELS, help="hide less severe findings (default: note)")
    add("--fail-level", choices=_LEVELS, help="exit with 1 from this severity on (default: note)")
    add(
        "--output-format",
        action="append",
        metavar="FORMAT[:FILE]",
        help=f"{', '.join(FORMATS)}; repeatable, each to its own file (default: text)",
    )
    add("--output-file", metavar="FILE", help="where the format without a file goes (default: standard output)")
    add("--config", metavar="FILE", help="this configuration file and no other")
    add("--isolated", action="store_true", help="no configuration file at all")
    add("--tags", action="append", metavar="TAGS", help="build tags that hold (comma-separated)")
    add("--goos", metavar="OS", help="operating system of the build (default: linux)")
    add("--goarch", metavar="ARCH", help="architecture of the build (default: amd64)")
    add("--jobs", type=_count, metavar="N", help="processes to use (default: one per processor)")
    add("--cache-dir", metavar="FOLDER", help="where results are kept")
    add("--no-cache", action="store_true", help="neither read nor write kept results")
    add("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    add("--strict", action="store_true", help="exit with 2 if a file could not be analysed")
    add("--statistics", action="store_true", help="count findings per rule instead of showing them")
    add("--quiet", action="store_true", help="findings only, no summary")
    add("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    add("--stdin-filename", metavar="PATH", help="the name of what comes on standard input")
    add("--force-exclude", action="store_true", help="the configuration's excludes hold for named paths too")
    add("--no-progress", action="store_true", help="no progress bar")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def run(arguments: argparse.Namespace) -> int:
    """Analyse, write the reports, and say by the exit code how it went."""
    if arguments.config is not None and arguments.isolated:
        raise ConfigError("--config does not go with --isolated")
    known = [rule.id for rule in known_rules()] + [diagnostic.id for diagnostic in DIAGNOSTICS]
    wanted = settings(arguments, known)
    places = outputs(wanted.formats, arguments.output_file)
    if arguments.statistics and any(place.format not in FOR_PEOPLE for place in places):
        raise ConfigError("--statistics goes with the formats text and concise")
    found = _analyse(arguments, wanted.options)
    for place in places:
        view = _view(found, arguments, wanted.options.root, place)
        text = statistics(found.report) if arguments.statistics else writer(place.format)(found.report, view)
        if not place.file:
            put(text)
            continue
        try:
            write_file(place.file, text)
        except OSError as error:
            raise ConfigError(f"{place.file}: {error.strerror or error}") from error
    return exit_code(found, wanted.fail_level, arguments)


def exit_code(found: Run, fail_level: Severity, arguments: argparse.Namespace) -> int:
    """2 for a failure (and for skipped files where --strict says so), 1 for findings at or above the level, else 0."""
    if found.report.failures or (arguments.strict and found.report.skipped):
        return 2
    if arguments.exit_zero:
        return 0
    return int(any(finding.severity >= fail_level for finding in found.report.findings))


def _analyse(arguments: argparse.Namespace, options: Options) -> Run:
    """Run the analysis, with a progress bar where a person watches."""
    if arguments.no_progress or arguments.quiet or not sys.stderr.isatty() or options.stdin is not None:
        return check(options)
    from golint_py.cli.progress import Bar  # brings rich, once the run has taken long enough to deserve it

    with Bar(wants_color(arguments.color, os.environ, True)) as bar:
        return check(options, progress=bar.update)


def _view(found: Run, arguments: argparse.Namespace, root: str, place: Output) -> View:
    colourful = place.format in FOR_PEOPLE and not place.file
    return View(
        sources=Sources(found.read),
        rules=(*found.rules, *DIAGNOSTICS),
        version=VERSION,
        shown=_shown(root),
        color=colourful and wants_color(arguments.color, os.environ, sys.stdout.isatty()),
        runner=os.environ.get("GITHUB_ACTIONS") == "true",
        quiet=arguments.quiet,
    )


def _shown(root: str) -> Callable[[str], str]:
    """How a path of the report is shown to people: relative to the working directory."""
    here = os.path.realpath(".")
    inside = os.path.relpath(here, root).replace(os.sep, "/") + "/"

    def shown(path: str) -> str:
        if path == STDIN:
            return "<stdin>"
        if here == root:
            return path
        if path.startswith(inside):
            return path[len(inside) :]
        return os.path.relpath(os.path.join(root, path), here).replace(os.sep, "/")

    return shown
