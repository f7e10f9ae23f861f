"""Where the tree of a run starts, and what the paths that a user typed are called inside it."""

import os
from collections.abc import Sequence

MARKS = ("go.work", "go.mod")


def find_root(paths: Sequence[str], cwd: str = ".") -> str:
    """The directory that all paths of the run are relative to, absolute and without symbolic links.

    The root of the git work tree that holds all paths; else the working directory or, where a path is outside of it,
    the directory common to them, moved up to the go.work or go.mod that governs it. `paths` are as typed, relative to
    `cwd`.
    """
    places = [_folder(absolute(path, cwd)) for path in paths] or [os.path.realpath(cwd)]
    try:
        common = os.path.commonpath(places)
    except ValueError:  # different drives
        return os.path.realpath(cwd)
    git = _climb(common, (".git",))
    if git:
        return git
    here = os.path.realpath(cwd)
    if common == here or common.startswith(here.rstrip(os.sep) + os.sep):
        common = here
    return _climb(common, MARKS[:1]) or _climb(common, MARKS[1:]) or common


def find_module(path: str) -> str:
    """The nearest folder, at or above, with a go.mod; "" for none."""
    return _climb(absolute(path), MARKS[1:])


def place(path: str, root: str, cwd: str = ".") -> str:
    """The path inside the tree at `root` of what a user typed: POSIX, "" for the root. Raises `ValueError` outside."""
    found = absolute(path, cwd)
    if found == root:
        return ""
    prefix = root if root.endswith(os.sep) else root + os.sep
    if not found.startswith(prefix):
        raise ValueError(f"{path} is outside of {root}")
    return found[len(prefix) :].replace(os.sep, "/")


def absolute(path: str, cwd: str = ".") -> str:
    """The absolute path of what a user typed, `dir/...` being `dir`; links are resolved but for a file's own."""
    if path == "..." or path.endswith(("/...", os.sep + "...")):
        path = path[:-3]
    full = os.path.join(cwd, path)
    if os.path.isdir(full):
        return os.path.realpath(full)
    full = os.path.abspath(full)
    return os.path.join(os.path.realpath(os.path.dirname(full)), os.path.basename(full))


def _folder(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)


def _climb(directory: str, names: tuple[str, ...]) -> str:
    """The nearest directory, at or above, that holds one of the names; "" for none."""
    while True:
        if any(os.path.exists(os.path.join(directory, name)) for name in names):
            return directory
        above = os.path.dirname(directory)
        if above == directory:
            return ""
        directory = above
