"""List the rules, or check that a Python file is a proper rule module, without importing it."""

import argparse

import msgspec

from golint_py.cli.rule import describe
from golint_py.cli.terminal import put
from golint_py.config import ConfigError
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.report.view import LEVELS
from golint_py.rule import Documented, discover, title_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rules`."""
    parser.add_argument("action", nargs="?", choices=("list", "check"), default="list")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="check: rule modules, or folders of them")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """List or vet."""
    if arguments.action == "check":
        if not arguments.paths:
            raise ConfigError("rules check needs the path of a rule module, or of a folder of them")
        return _vet(arguments.paths)
    if arguments.paths:
        raise ConfigError(f"rules list takes no path: {arguments.paths[0]}")
    there: list[Documented] = [*discover(), *DIAGNOSTICS]
    if arguments.output_format == "json":
        put(msgspec.json.format(msgspec.json.encode([describe(rule) for rule in there]), indent=2).decode() + "\n")
        return 0
    width = max(len(rule.id) for rule in there)
    for rule in there:
        off = "" if rule.rule.default else " (off by default)"
        put(f"{rule.id:<{width}}  {LEVELS[rule.rule.severity]:<7}  {title_of(rule.doc)}{off}\n")
    return 0


def _vet(paths: list[str]) -> int:
    from golint_py.cli.rules_vet import modules_in, vet_file  # brings libcst

    files = modules_in(paths)
    problems = [f"{file}:{problem}" for file in files for problem in vet_file(file)]
    put("".join(f"{problem}\n" for problem in problems))
    put(f"{len(files)} rule modules, {len(problems)} problems\n")
    return 1 if problems else 0
