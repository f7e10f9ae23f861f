"""What the commands that analyse code have in common: their options, what these mean, and the run itself."""

import argparse
import os
import sys
from collections.abc import Callable

from golint_py.cli.settings import STDIN, Wanted, settings
from golint_py.cli.terminal import wants_color
from golint_py.config import ConfigError, Options
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.driver import Run, check
from golint_py.rule_index import known_rules

LEVELS = ("note", "warning", "error")
_SURE = ("low", "medium", "high")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is analysed, and which findings count."""
    paths = "Go files or folders, . if there are none; - is standard input"
    parser.add_argument("paths", nargs="*", metavar="PATH", help=paths)
    add_options(parser)
    parser.set_defaults(fail_level=None, output_format=None, stdin_filename=None, quiet=False)
    parser.set_defaults(baseline=None, no_baseline=False)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say how code is analysed, and which findings count."""
    add = parser.add_argument
    add("--select", action="append", metavar="IDS", help="only these rules or families (comma-separated, repeatable)")
    add("--ignore", action="append", metavar="IDS", help="not these rules or families")
    add("--min-confidence", choices=_SURE, help="hide less certain findings (default: medium)")
    add("--min-severity", choices=LEVELS, help="hide less severe findings (default: note)")
    add("--config", metavar="FILE", help="this configuration file and no other")
    add("--isolated", action="store_true", help="no configuration file at all")
    add("--tags", action="append", metavar="TAGS", help="build tags that hold (comma-separated)")
    add("--goos", metavar="OS", help="operating system of the build (default: linux)")
    add("--goarch", metavar="ARCH", help="architecture of the build (default: amd64)")
    add("--no-cgo", action="store_true", help="the build has no cgo")
    add("--jobs", type=number, metavar="N", help="processes to use (default: one per processor)")
    add("--cache-dir", metavar="PLACE", help="folder or URL where results are kept (default: your cache folder)")
    add("--no-cache", action="store_true", help="neither read nor write kept results")
    add("--max-file-bytes", type=positive, metavar="N", help="skip longer files (default: 10000000)")
    add("--package-timeout", type=seconds, metavar="SECONDS", help="give up a package that takes longer")
    add("--timeout", type=seconds, metavar="SECONDS", help="give up what is not analysed by then")
    add("--max-memory", type=number, metavar="MB", help="give up a package that makes a process larger")
    add("--compat", action="append", metavar="TOOLS", help="honour nosec, nolint or lint:ignore comments, too")
    add("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    add("--force-exclude", action="store_true", help="the configuration's excludes hold for named paths too")
    add("--no-progress", action="store_true", help="no progress bar")


def number(text: str) -> int:
    """A number of something. Raises `ValueError`."""
    found = int(text)
    if found < 0:
        raise ValueError
    return found


def positive(text: str) -> int:
    """A number of something, not 0. Raises `ValueError`."""
    found = number(text)
    if not found:
        raise ValueError
    return found


def seconds(text: str) -> float:
    """A time; 0 is none. Raises `ValueError`."""
    found = float(text)
    if not 0 <= found < 1e9:
        raise ValueError
    return found


def wanted(arguments: argparse.Namespace) -> Wanted:
    """The run that the arguments and the configuration describe. Raises `ConfigError`."""
    if arguments.config is not None and arguments.isolated:
        raise ConfigError("--config does not go with --isolated")
    return settings(arguments, known_ids())


def known_ids() -> list[str]:
    """The ids of all rules and of the tool's own diagnostics."""
    return [rule.id for rule in known_rules()] + [diagnostic.id for diagnostic in DIAGNOSTICS]


def analyse(arguments: argparse.Namespace, options: Options) -> Run:
    """Run the analysis, with a progress bar where a person watches."""
    found = _analysed(arguments, options)
    for note in found.notes:
        print(f"golint-py: note: {note}", file=sys.stderr)
    return found


def _analysed(arguments: argparse.Namespace, options: Options) -> Run:
    if arguments.no_progress or arguments.quiet or not sys.stderr.isatty() or options.stdin is not None:
        return check(options)
    from golint_py.cli.progress import Bar  # brings rich, once the run has taken long enough to deserve it

    with Bar(wants_color(arguments.color, os.environ, True)) as bar:
        return check(options, progress=bar.update)


def shown(root: str) -> Callable[[str], str]:
    """How a path of the report is shown to people: relative to the working directory."""
    here = os.path.realpath(".")
    inside = os.path.relpath(here, root).replace(os.sep, "/") + "/"

    def here_called(path: str) -> str:
        if path == STDIN:
            return "<stdin>"
        if here == root:
            return path
        if path.startswith(inside):
            return path[len(inside) :]
        return os.path.relpath(os.path.join(root, path), here).replace(os.sep, "/")

    return here_called
