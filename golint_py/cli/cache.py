"""Show or delete the results that are kept between runs."""

import argparse
import os
import sqlite3

from golint_py.cli.terminal import put
from golint_py.config import ConfigError
from golint_py.store import default_folder
from golint_py.stores import clean, full, status

UNITS = ("bytes", "kB", "MB", "GB")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `cache`."""
    parser.usage = "golint-py cache status|clean [--cache-dir PLACE]"
    parser.add_argument("action", choices=("status", "clean"), help="what to do")
    parser.add_argument("--cache-dir", metavar="PLACE", help="the folder, or URL (default: the user's cache folder)")


def run(arguments: argparse.Namespace) -> int:
    """Do it; 0."""
    folder = arguments.cache_dir if arguments.cache_dir is not None else default_folder(os.environ)
    if not folder:
        raise ConfigError("there is no cache folder: neither --cache-dir nor a home folder is set")
    folder = full(folder)
    try:
        put(_cleaned(folder) if arguments.action == "clean" else _status(folder))
    except (OSError, sqlite3.Error) as error:
        raise ConfigError(f"{folder}: {error}") from error
    return 0


def _cleaned(folder: str) -> str:
    return f"{folder}: {amount(clean(folder))} deleted\n"


def _status(folder: str) -> str:
    found = status(folder)
    if not found.there:
        return f"{folder}: nothing is kept\n"
    return f"{found.path}: {amount(found.size)}, {found.entries} entries\n"


def amount(size: int) -> str:
    """A number of bytes for people: `12.3 MB`."""
    value, unit = float(size), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {UNITS[unit]}" if unit else f"{size} bytes"
