"""The configuration: `show` prints what holds for a path, `verify` checks files, `schema` prints the JSON Schema."""

import argparse
import os

import msgspec

from golint_py.cli import analysis
from golint_py.cli.settings import files_below, read_settings, top_of
from golint_py.cli.terminal import complain, put
from golint_py.config import ConfigError, Settings, find_file
from golint_py.config_file import schema
from golint_py.load.roots import absolute, find_root
from golint_py.report.summary import count
from golint_py.report.view import clean
from golint_py.toml import written

DEFAULTS = {
    "select": "the rules that are on by default",
    "min-confidence": "medium",
    "min-severity": "note",
    "fail-level": "note",
    "goos": "linux",
    "goarch": "amd64",
    "cgo": True,
    "jobs": 0,
    "output-format": ["text"],
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `config`."""
    parser.usage = "golint-py config {show,verify,schema} [OPTIONS] [PATH ...]"
    parser.add_argument("action", choices=("show", "verify", "schema"))
    parser.add_argument("paths", nargs="*", metavar="PATH", help="show: a Go file or folder; verify: files or folders")
    parser.add_argument("--output-format", choices=("toml", "json"), default="toml", help="of show (default: toml)")


def run(arguments: argparse.Namespace) -> int:
    """Do it. The exit code is 0, or 2 for a file that is not valid."""
    if arguments.action == "schema":
        put(schema())
        return 0
    if arguments.action == "verify":
        return _verify(arguments.paths)
    if len(arguments.paths) > 1:
        raise ConfigError("config show takes one path")
    put(_shown((arguments.paths or ["."])[0], arguments.output_format))
    return 0


def _verify(paths: list[str]) -> int:
    """Every file that is named, or that is found at, above or below a folder."""
    files: dict[str, None] = {}
    for path in paths or ["."]:
        full = os.path.abspath(path)
        if os.path.isdir(full):
            full = os.path.realpath(full)
            nearest = find_file(full, top_of(find_root([full])))
            files.update(dict.fromkeys([*([nearest] if nearest else []), *files_below(full)]))
        else:
            files[full] = None
    wrong = 0
    for file in files:
        try:
            read_settings(file, analysis.known_ids(), top_of(find_root([file])))
        except ConfigError as error:
            complain(str(error))
            wrong += 1
    if wrong:
        return 2
    put(f"{count(len(files), 'configuration file')}, valid\n")
    return 0


def _shown(path: str, form: str) -> str:
    """Where the configuration comes from, and every key with its value."""
    full = absolute(path)
    if not os.path.exists(full):
        raise ConfigError(f"{path}: no such file or directory")
    top = top_of(find_root([full]))
    file = find_file(full if os.path.isdir(full) else os.path.dirname(full), top)
    settings = read_settings(file, analysis.known_ids(), top) if file else Settings()
    found = {key: one for key, one in msgspec.to_builtins(settings).items() if one not in (None, (), [], {})}
    if form == "json":
        whole = {"file": file, "settings": found, "defaults": {k: v for k, v in DEFAULTS.items() if k not in found}}
        return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
    lines = [f"# {clean(file)}" if file else "# no configuration file"]
    rest = {key: one for key, one in DEFAULTS.items() if key not in found}
    defaults = [f"# {line}" for line in written(rest).splitlines()]
    return "\n".join([*lines, *([written(found)] if found else []), "# by default:", *defaults]) + "\n"
