"""Write Go code into a module: `gen safemap` writes a package of maps that many goroutines may use.

Files that golint-py has written are written anew; others are never touched."""

import argparse
import os
import posixpath

from golint_py.cli.terminal import put, write_file
from golint_py.config import ConfigError
from golint_py.generate.safemap import BACKINGS, FOLDER, HEADER, MORE, Wanted, sources
from golint_py.generate.tag_use import tag_in_use
from golint_py.load.module import Module, parse_module
from golint_py.load.roots import find_module
from golint_py.load.tree import DiskTree
from golint_py.report.view import clean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `gen`."""
    parser.usage = "golint-py gen safemap [OPTIONS] [FOLDER]"
    add = parser.add_argument
    add("what", choices=("safemap",), help="what is written")
    add("path", nargs="?", default=".", metavar="FOLDER", help="a folder of the module (default: .)")
    add("--package", default=FOLDER, metavar="DIR", help=f"where in the module (default: {FOLDER})")
    add(
        "--backing",
        action="append",
        choices=BACKINGS,
        help="rwmutex: Map, which is always written; sharded: Sharded, too; syncmap: Sync, too (repeatable)",
    )
    add("--ring", action="store_true", help="Ring, too: a queue without locks, for one producer and one consumer")
    add("--fallback", action="store_true", help="Fallback, too: what is answered where a call fails, by the error")
    add("--otel", action="store_true", help="an adapter, in a package below, that reports to OpenTelemetry")
    add("--tags", action="store_true", help="build tags: safemap_off takes the locks away, safemap_trace counts")
    add("--no-tests", action="store_true", help="without the tests of the package")
    add("--dry-run", action="store_true", help="print the files instead of writing them")
    add("--check", action="store_true", help="write nothing; exit with 1 if a file would change")


def run(arguments: argparse.Namespace) -> int:
    """Write the package; 0 done, 1 with --check where something would change, 2 for a failure."""
    if not os.path.isdir(arguments.path):
        raise ConfigError(f"{arguments.path}: no such folder")
    root = find_module(arguments.path)
    if not root:
        raise ConfigError(f"{arguments.path}: there is no go.mod here or above")
    try:
        files = sources(_wanted(arguments, _module(root)))
    except ValueError as error:
        raise ConfigError(str(error)) from error
    used = tag_in_use(DiskTree(root), "") if arguments.tags else None
    if used is not None:
        raise ConfigError(f"the build tag {used[0]} is in use already: {used[1]}")
    if arguments.dry_run:
        put("".join(f"--- {path}\n{text}" for path, text in files.items()))
        return 0
    old = {path: _present(root, path) for path in files}
    changed = [path for path, text in files.items() if old[path] != text]
    for path in changed if not arguments.check else ():
        _write(root, path, files[path])
    for path in files:
        said = ("would change" if arguments.check else "written") if path in changed else "up to date"
        put(f"{clean(path)} {said}\n")
    return int(arguments.check and bool(changed))


def _wanted(arguments: argparse.Namespace, module: Module) -> Wanted:
    folder = posixpath.normpath(arguments.package.replace(os.sep, "/"))
    name = posixpath.basename(folder)
    if folder.startswith(("/", "..")) or not (name.isascii() and name.isidentifier() and name == name.lower()):
        raise ConfigError(f"--package {arguments.package}: no folder of the module whose name can be a package's")
    backings = frozenset(arguments.backing or ()) - {"rwmutex"}
    path = f"{module.path}/{folder}"
    more = frozenset(one for one in MORE if vars(arguments)[one])
    return Wanted(folder, path, module.go, backings, arguments.otel, not arguments.no_tests, arguments.tags, more)


def _module(root: str) -> Module:
    with open(os.path.join(root, "go.mod"), "rb") as file:
        module = parse_module(file.read(), "")
    if not module.path:
        raise ConfigError(f"{os.path.join(root, 'go.mod')}: no module path")
    return module


def _present(root: str, path: str) -> str:
    """The text of a file that golint-py has written, "" where there is none. Raises `ConfigError` for another one."""
    full = os.path.join(root, *path.split("/"))
    if not os.path.lexists(full):
        return ""
    if os.path.islink(full):
        raise ConfigError(f"{full} is a link")
    try:
        with open(full, encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{full}: {error}") from error
    if not text.startswith(HEADER):
        raise ConfigError(f"{full} is there already, and golint-py has not written it")
    return text


def _write(root: str, path: str, text: str) -> None:
    """Write a file. Raises `ConfigError`, also where a link leads out of the module."""
    full = os.path.join(root, *path.split("/"))
    folder = os.path.dirname(full)
    if not f"{os.path.realpath(folder)}{os.sep}".startswith(os.path.realpath(root).rstrip(os.sep) + os.sep):
        raise ConfigError(f"{posixpath.dirname(path)} is a link that leads out of {root}")
    try:
        os.makedirs(folder, exist_ok=True)
        write_file(full, text)
    except OSError as error:
        raise ConfigError(f"{full}: {error.strerror or error}") from error
