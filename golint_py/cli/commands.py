"""The subcommands: their names, and running the one that was asked for. Only its own module is imported."""

import argparse
import importlib
import os
import sys

from golint_py.cli.terminal import complain
from golint_py.config import ConfigError
from golint_py.rule import RuleError
from golint_py.text.nearest import nearest

COMMANDS = {
    "check": "find what goes wrong at run time in Go code",
    "fleet": "check many repositories, here or on a cluster",
    "fix": "fix what can be fixed, or show the changes",
    "baseline": "accept the findings that are there, so that only new ones are shown",
    "advise": "say how each map that goroutines share is best made safe",
    "gen": "write a package of maps that goroutines may share",
    "rule": "explain a rule",
    "rules": "list the rules, or vet a rule module",
    "config": "show, verify or describe the configuration",
    "init": "write a configuration, a pre-commit hook and a workflow for this repository",
    "suppressions": "list the directives that silence findings, with their reasons",
    "sarif": "merge SARIF files of several runs",
    "cache": "show or delete the results that are kept between runs",
    "debug": "show a stage of the analysis for one file",
    "version": "print the version",
}


def run(arguments: list[str]) -> int:
    """Run a command line; never raises for a user's mistake, a closed pipe or an interrupt."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_usage(), file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS or name == "version":
        return complain(_unknown(name) if name != "version" else f"version takes no {rest[0]}")
    module = importlib.import_module(f"golint_py.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"golint-py {name}", allow_abbrev=False, description=module.__doc__, formatter_class=_formatter
    )
    module.add_arguments(parser)
    try:
        code: int = module.run(parser.parse_intermixed_args(rest))
        sys.stdout.flush()
    except (ConfigError, RuleError) as error:
        return complain(str(error))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except BrokenPipeError:
        # The reader has gone: nobody wants the rest, and Python must not complain about it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        complain("interrupted")
        return 130
    return code


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Help as wide as the terminal. Without a width argparse imports shutil to ask, once for each option."""
    width = os.environ.get("COLUMNS", "")
    if not width.isdecimal():
        try:
            width = str(os.get_terminal_size(1).columns)
        except (OSError, ValueError):
            width = "80"
    return argparse.HelpFormatter(prog, width=max(int(width) - 2, 20))


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = ["usage: golint-py COMMAND ...", ""]
    lines += [f"  {name:<{width}}  {text}" for name, text in COMMANDS.items()]
    return "\n".join([*lines, "", "`golint-py COMMAND --help` tells more. Start with `golint-py check`."])


def _unknown(name: str) -> str:
    if name.startswith("-"):
        return f"{name}: options come after a command, such as `golint-py check {name}`"
    close = nearest(name, COMMANDS)
    if close:
        return f"there is no command {name}; did you mean {close}?"
    if os.path.exists(name) or name.endswith("..."):
        return f"there is no command {name}; did you mean `golint-py check {name}`?"
    return f"there is no command {name}; there are {', '.join(COMMANDS)}"
