"""The entry point: picks the subcommand. `--version` is answered before anything is imported."""

import gc
import os
import sys

from golint_py.version import VERSION


def entry(argv: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 clean, 1 findings, 2 failure, 130 interrupted."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments in (["--version"], ["-V"], ["version"]):
        print(f"golint-py {VERSION}")
        return 0
    gc.disable()  # a start makes no cycles worth looking for; from some work on `tasks` turns it on again
    # Not above: argparse and what a command needs would triple the time of --version.
    from golint_py.cli.commands import run

    return run(arguments)


def main() -> None:
    """The console script: ends the process with the code of `entry`, without first freeing all that the run has built.
    That would take an eighth of a short run and seconds of a long one."""
    code = entry()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody can read the report
        code = 2
    os._exit(code)
