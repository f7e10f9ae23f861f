"""Merge SARIF files: those of several runs (shards, build configurations) become one to upload, each finding once."""

import argparse
import json

from golint_py.cli.terminal import put, write_file
from golint_py.config import ConfigError
from golint_py.report.sarif_limits import encode
from golint_py.report.sarif_merge import MergeError, merge, problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `sarif`."""
    parser.usage = "golint-py sarif merge [OPTIONS] FILE ..."
    parser.add_argument("action", choices=("merge",))
    parser.add_argument("files", nargs="*", metavar="FILE", help="SARIF files")
    parser.add_argument("--output-file", metavar="FILE", help="where the merged file goes (default: standard output)")
    parser.add_argument("--category", metavar="NAME", default="", help="put all runs of golint-py into this category")


def run(arguments: argparse.Namespace) -> int:
    """Merge. The exit code is 0, or 2 for files that cannot be merged."""
    if not arguments.files:
        raise ConfigError("sarif merge needs SARIF files")
    logs = [_read(file) for file in dict.fromkeys(arguments.files)]
    try:
        text = encode(merge(logs, arguments.category))
    except MergeError as error:
        raise ConfigError(str(error)) from error
    if not arguments.output_file:
        put(text)
        return 0
    try:
        write_file(arguments.output_file, text)
    except OSError as error:
        raise ConfigError(f"{arguments.output_file}: {error.strerror or error}") from error
    return 0


def _read(path: str) -> dict[str, object]:
    try:
        with open(path, "rb") as file:
            log = json.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: no JSON: {error}") from error
    wrong = problem(log)
    if wrong:
        raise ConfigError(f"{path}: {wrong}")
    found: dict[str, object] = log
    return found
