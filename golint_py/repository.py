"""What a repository is like, as far as a first configuration depends on it. Files are read, nothing is run."""

import os
import re

from msgspec import Struct

from golint_py.load.platforms import GOARCH, GOOS, TOOL_TAGS
from golint_py.load.tree import DiskTree, SourceTree, join
from golint_py.load.walk import LEFT_OUT

FILES = 20_000  # directories and files that are looked at
HEAD = 4096  # bytes of a file in which constraints and marks of generators stand
_CONSTRAINT = re.compile(rb"^//go:build (.*)$", re.MULTILINE)
_NOT_OWN = GOOS | GOARCH | TOOL_TAGS | frozenset("unix cgo gc gccgo race msan asan ignore tools purego tinygo".split())
_TAG = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


class Repository(Struct, frozen=True):
    """`modules` are the folders of go.mod files, `tags` the build tags of its own that files ask for; `branch` is the
    one that is checked out at the origin, `github` says that this is GitHub."""

    git: bool
    github: bool
    branch: str
    modules: tuple[str, ...]
    tags: tuple[str, ...]


def look(root: str) -> Repository:
    """Look at the repository at the absolute path `root`."""
    modules, tags = _walked(DiskTree(root))
    folder = os.path.join(root, ".git")
    url = _text(os.path.join(folder, "config"))
    head = _text(os.path.join(folder, "refs", "remotes", "origin", "HEAD")) or _text(os.path.join(folder, "HEAD"))
    branch = head.strip().rpartition("/")[2] if head.startswith("ref: ") else "main"
    github = "github.com" in url or os.path.isdir(os.path.join(root, ".github"))
    return Repository(
        git=os.path.exists(folder),
        github=github,
        branch=branch if re.fullmatch(r"[A-Za-z0-9._-]+", branch) else "main",
        modules=tuple(sorted(modules)),
        tags=tuple(sorted(tags)),
    )


def _walked(tree: SourceTree) -> tuple[set[str], set[str]]:
    modules: set[str] = set()
    tags: set[str] = set()
    queue, left = [""], FILES
    while queue and left > 0:
        folder = queue.pop()
        try:
            entries = tree.list(folder)
        except OSError:
            continue
        for entry in entries:
            left -= 1
            path = join(folder, entry.name)
            if entry.directory:
                if entry.name[0] not in "._" and entry.name not in LEFT_OUT:
                    queue.append(path)
            elif entry.name == "go.mod":
                modules.add(folder)
            elif entry.name.endswith(".go") and not entry.reason:
                tags |= _tags(tree, path)
    return modules, tags


def _tags(tree: SourceTree, path: str) -> set[str]:
    try:
        match = _CONSTRAINT.search(tree.read(path, HEAD))
    except OSError:
        return set()
    words = _TAG.findall(match[1].decode("utf-8", "replace")) if match else []
    return {word for word in words if word not in _NOT_OWN and not re.fullmatch(r"go1(\.\d+)*", word)}


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(100_000)
    except OSError:
        return ""
