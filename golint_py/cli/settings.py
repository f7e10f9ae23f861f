"""From arguments and configuration files to the options of a run."""

import argparse
import os
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from golint_py.config import (
    LARGEST_FILE,
    NAMES,
    SEVERITIES,
    ConfigError,
    Options,
    Policy,
    Settings,
    find_file,
    policy_of,
)
from golint_py.directive import TOOLS
from golint_py.load.roots import absolute, find_root, place
from golint_py.load.walk import LEFT_OUT
from golint_py.text.finding import Severity

STDIN = "_stdin_/stdin.go"


class Wanted(Struct, frozen=True):
    """What the user asked for: the options of the analysis, and what becomes of its report.

    `baseline` is the path of a file, "" for none.
    """

    options: Options
    formats: tuple[str, ...]
    fail_level: Severity
    baseline: str = ""


def listed(values: Sequence[str] | None) -> tuple[str, ...] | None:
    """The words of a repeatable option whose values are comma-separated lists; None where it was not given."""
    if values is None:
        return None
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def settings(arguments: argparse.Namespace, known: Collection[str]) -> Wanted:
    """The run that the arguments of `check` describe; `known` are the ids of all rules. Raises `ConfigError`."""
    typed = _typed(arguments)
    root = find_root(typed)
    from_stdin = arguments.paths == ["-"]
    filename = place(arguments.stdin_filename, root) if arguments.stdin_filename else STDIN
    overrides = _overrides(arguments)
    files = _config_files(arguments, typed, root)
    top = "" if arguments.config is not None else top_of(root)
    read = {file: read_settings(file, known, top) if file else Settings() for file in dict.fromkeys(files)}
    _check_selectors((*(overrides["select"] or ()), *(overrides["ignore"] or ())), known, "--select or --ignore")
    first = read[files[0]]
    policies = _policies(read, root, overrides, located=arguments.config is None)
    options = Options(
        root=root,
        paths=(filename,) if from_stdin else _places(typed, root),
        select=policies[0].select,
        ignore=policies[0].ignore,
        min_confidence=policies[0].min_confidence,
        min_severity=policies[0].min_severity,
        tags=_pick(overrides, first, "tags") or (),
        goos=_pick(overrides, first, "goos") or "linux",
        goarch=_pick(overrides, first, "goarch") or "amd64",
        cgo=_pick(overrides, first, "cgo") is not False,
        jobs=_pick(overrides, first, "jobs") or 0,
        stdin=sys.stdin.buffer.read() if from_stdin else None,
        stdin_filename=filename if from_stdin else None,
        policies=policies,
        force_exclude=arguments.force_exclude,
        cache_dir=_cache_dir(arguments, read),
        use_cache=not arguments.no_cache,
        today=time.strftime("%Y-%m-%d"),
        max_file_bytes=_pick(overrides, first, "max_file_bytes") or LARGEST_FILE,
        package_timeout=_pick(overrides, first, "package_timeout") or 0.0,
        timeout=_pick(overrides, first, "timeout") or 0.0,
        max_memory=_pick(overrides, first, "max_memory") or 0,
        knowledge=_knowledge(first, files[0], root),
    )
    formats = tuple(arguments.output_format or ())
    if not formats and first.output_format:
        formats = tuple(_output(one, files[0], root, arguments.config is None) for one in first.output_format)
    fail_level = SEVERITIES[arguments.fail_level or first.fail_level or "note"]
    return Wanted(options, formats, fail_level, _baseline(arguments, first, files[0], root))


def _baseline(arguments: argparse.Namespace, chosen: Settings, file: str, root: str) -> str:
    """The baseline to use: the one that was typed, else that of the configuration, from the folder of its file."""
    if arguments.no_baseline:
        return ""
    if arguments.baseline is not None:
        return str(arguments.baseline)
    return _inside(chosen.baseline, file, root, "baseline") if chosen.baseline else ""


def _cache_dir(arguments: argparse.Namespace, read: Mapping[str, Settings]) -> str | None:
    """Where results are kept, None for the user's folder. Raises `ConfigError` where a repository says so: what it
    brings along must not decide what is found in it."""
    for file, chosen in read.items():
        if chosen.cache_dir is not None and arguments.config is None:
            raise ConfigError(f"{file}: cache-dir: only --cache-dir, or a file that --config names, can say this")
        if chosen.cache_dir is not None and arguments.cache_dir is None:
            folder = os.path.dirname(os.path.realpath(file))
            return chosen.cache_dir if "://" in chosen.cache_dir else os.path.join(folder, chosen.cache_dir)
    return None if arguments.cache_dir is None else str(arguments.cache_dir)


def _knowledge(chosen: Settings, file: str, root: str) -> tuple[str, ...]:
    """The files with further facts, checked, so that a mistake is told before the run."""
    paths = tuple(_inside(path, file, root, "knowledge") for path in chosen.knowledge)
    if paths:
        from golint_py.knowledge.custom import read  # not for a run without such files
        from golint_py.knowledge.load import KnowledgeError

        try:
            read(paths)
        except KnowledgeError as error:
            raise ConfigError(str(error)) from error
    return paths


def _output(text: str, file: str, root: str, located: bool) -> str:
    """A format of the configuration. Raises `ConfigError` where its file is outside of the root, or one of git's."""
    place = text.partition(":")[2]
    if place and located:
        full = os.path.realpath(place)
        top = root.rstrip(os.sep) + os.sep
        if not full.startswith(top) or ".git" in full[len(top) :].split(os.sep):
            raise ConfigError(
                f"{file}: output-format: {place} is no place for a report: outside of {root}, or git's own"
            )
    return text


def _inside(path: str, file: str, root: str, key: str) -> str:
    """A path of a configuration file, absolute. Raises `ConfigError` where it leads out of the root of the run: what a
    repository says must not reach the rest of the machine."""
    base = os.path.dirname(os.path.realpath(file))
    full = os.path.realpath(os.path.join(base, path))
    top = root if base == root or base.startswith(root.rstrip(os.sep) + os.sep) else base
    if not full.startswith(top.rstrip(os.sep) + os.sep):
        raise ConfigError(f"{file}: {key}: {path} leads out of {top}")
    return full


def _typed(arguments: argparse.Namespace) -> list[str]:
    """The paths to look at, as typed. Raises `ConfigError` for one that is not there."""
    if "-" in arguments.paths:
        if arguments.paths != ["-"]:
            raise ConfigError("- (standard input) does not go with other paths")
        return [arguments.stdin_filename or "."]
    if arguments.stdin_filename:
        raise ConfigError("--stdin-filename goes with the path -")
    for path in arguments.paths:
        full = absolute(path)
        if not os.path.exists(full):
            raise ConfigError(f"{path}: no such file or directory")
        if os.path.isfile(full) and not path.endswith(".go"):
            raise ConfigError(f"{path}: not a Go file")
    return arguments.paths or ["."]


def _overrides(arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "select": listed(arguments.select),
        "ignore": listed(arguments.ignore),
        "min_confidence": arguments.min_confidence,
        "min_severity": arguments.min_severity,
        "tags": listed(arguments.tags),
        "goos": arguments.goos,
        "goarch": arguments.goarch,
        "cgo": False if arguments.no_cgo else None,
        "jobs": arguments.jobs,
        "max_file_bytes": arguments.max_file_bytes,
        "package_timeout": arguments.package_timeout,
        "timeout": arguments.timeout,
        "max_memory": arguments.max_memory,
        "compat": _compat(listed(arguments.compat)),
    }


def _compat(words: tuple[str, ...] | None) -> tuple[str, ...] | None:
    for word in words or ():
        if word not in TOOLS:
            raise ConfigError(f"--compat: there is no {word}; there are {', '.join(TOOLS)}")
    return words


def _pick(overrides: dict[str, Any], chosen: Settings, name: str) -> Any:
    value = overrides[name]
    return value if value is not None else getattr(chosen, name)


def _config_files(arguments: argparse.Namespace, typed: Sequence[str], root: str) -> list[str]:
    """The configuration files of the paths, "" for none, the first path's first; at least one entry.

    For a folder those below it, too: for each source file the nearest one counts.
    """
    if arguments.config is not None:
        return [arguments.config]
    if arguments.isolated:
        return [""]
    found, below = [], []
    for path in typed:
        full = absolute(path)
        folder = full if os.path.isdir(full) else os.path.dirname(full)
        found.append(find_file(folder, top_of(root)) or "")
        if folder == full:
            below += files_below(folder)
    for file in (*found, *below):
        if file and not os.path.realpath(file).startswith(top_of(root).rstrip(os.sep) + os.sep):
            raise ConfigError(f"{file}: a link that leads out of {root}")
    return [*found, *below]


def top_of(root: str) -> str:
    """The folder above which no configuration is looked for: the root of a git work tree, else that of the disk."""
    return root if os.path.exists(os.path.join(root, ".git")) else os.path.abspath(os.sep)


def files_below(folder: str) -> list[str]:
    """The configuration files in folders below `folder` that golint-py looks into."""
    found, queue = [], [folder]
    while queue:
        here = queue.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue  # the analysis says so
        if here != folder:
            names = {entry.name for entry in entries}
            found += [os.path.join(here, name) for name in NAMES if name in names][:1]
        queue += [
            entry.path
            for entry in reversed(entries)
            if entry.name[0] not in "._" and entry.name not in LEFT_OUT and entry.is_dir(follow_symlinks=False)
        ]
    return found


def read_settings(file: str, known: Collection[str], top: str) -> Settings:
    """The settings of a file, with what it extends; its rules are checked. Raises `ConfigError`."""
    from golint_py.config_file import read_file  # tomllib, which a run without a file does not need

    found = read_file(file, top)
    keys = {name: getattr(found, name) or () for name in ("select", "ignore", "severity", "confidence")}
    for key, selectors in keys.items():
        _check_selectors(selectors, known, f"{file}: {key}")
    for number, rules in enumerate(found.per_path):
        _check_selectors(rules.ignore, known, f"{file}: per-path[{number}].ignore")
    return found


def _check_selectors(selectors: Collection[str], known: Collection[str], where: str) -> None:
    if selectors:
        from golint_py.config_file import check_selectors

        check_selectors(selectors, known, where)


def _policies(read: dict[str, Settings], root: str, overrides: dict[str, Any], located: bool) -> tuple[Policy, ...]:
    """One policy per file. A file named by --config counts its globs from the root, others from their folder."""
    found = []
    for file, chosen in read.items():
        directory, prefix = "", ""
        folder = os.path.dirname(os.path.realpath(file)) if file else root
        if located and folder != root:
            if folder.startswith(root.rstrip(os.sep) + os.sep):
                directory = os.path.relpath(folder, root).replace(os.sep, "/")
            else:
                prefix = os.path.relpath(root, folder).replace(os.sep, "/") + "/"
        found.append(policy_of(chosen, directory, prefix, overrides))
    return tuple(found)


def _places(typed: Sequence[str], root: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(place(path, root) for path in typed))
    except ValueError as error:
        raise ConfigError(str(error)) from error
