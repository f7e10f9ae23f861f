"""Write a configuration, a pre-commit hook and a GitHub workflow for the repository at hand. Files that are there are
left as they are."""

import argparse
import os

from golint_py.cli.terminal import put, write_file
from golint_py.config import NAMES, ConfigError
from golint_py.load.roots import find_root
from golint_py.report.view import clean
from golint_py.repository import Repository, look
from golint_py.starters import configuration, hook, workflow

HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/golint-py.yml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `init`."""
    parser.add_argument("path", nargs="?", default=".", metavar="FOLDER", help="in the repository (default: .)")
    parser.add_argument("--dry-run", action="store_true", help="print the files instead of writing them")


def run(arguments: argparse.Namespace) -> int:
    """Write what is missing and say what was done. The exit code is 0, or 2 for a failure."""
    if not os.path.isdir(arguments.path):
        raise ConfigError(f"{arguments.path}: no such folder")
    root = find_root([arguments.path])
    there = look(root)
    lines = []
    for path, text, others in _files(there):
        present = next((one for one in (path, *others) if os.path.lexists(os.path.join(root, one))), "")
        if present:
            lines.append(f"{present} is there already, and left as it is" + (_addition(text) if path == HOOKS else ""))
        elif arguments.dry_run:
            lines.append(f"--- {path}\n{text}")
        else:
            _write(root, path, text)
            lines.append(f"{path} written")
    lines.append(_advice(there))
    put("\n".join(lines) + "\n")
    return 0


def _files(there: Repository) -> list[tuple[str, str, tuple[str, ...]]]:
    """Path, text, and other names under which it may be there already."""
    files: list[tuple[str, str, tuple[str, ...]]] = [(NAMES[0], configuration(there), NAMES[1:])]
    if there.git:
        files.append((HOOKS, hook(), (".pre-commit-config.yml",)))
    if there.github:
        files.append((WORKFLOW, workflow(there), (".github/workflows/golint-py.yaml",)))
    return files


def _addition(text: str) -> str:
    """What to add to a list of hooks that is there."""
    return "; to use the hooks add to its list:\n" + text.partition("repos:\n")[2].rstrip()


def _advice(there: Repository) -> str:
    lines = ["", f"{len(there.modules) or 'no'} Go module{'' if len(there.modules) == 1 else 's'} found"]
    lines += [f"  - {clean(module or '.')}" for module in there.modules]
    lines.append("Next: `golint-py check`; where it finds too much to repair now, `golint-py baseline create`.")
    return "\n".join(lines)


def _write(root: str, path: str, text: str) -> None:
    """Write a new file. Raises `ConfigError`, also where a link leads out of the repository."""
    full = os.path.join(root, path)
    if not f"{os.path.realpath(os.path.dirname(full))}{os.sep}".startswith(root.rstrip(os.sep) + os.sep):
        raise ConfigError(f"{os.path.dirname(path)} is a link that leads out of {root}")
    try:
        os.makedirs(os.path.dirname(full), exist_ok=True)
        write_file(full, text)
    except OSError as error:
        raise ConfigError(f"{full}: {error.strerror or error}") from error
