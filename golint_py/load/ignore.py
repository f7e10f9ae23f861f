"""Which paths a repository's .gitignore files leave out (https://git-scm.com/docs/gitignore)."""

from typing import Any

from msgspec import Struct

from golint_py.load.tree import SourceTree, join


class Patterns(Struct, frozen=True, eq=False):
    """The .gitignore files that hold in a directory, the nearest first; `spec` matches paths below `directory`."""

    directory: str
    spec: Any
    above: "Patterns | None"


def extend(tree: SourceTree, directory: str, above: Patterns | None) -> Patterns:
    """Patterns that hold in a directory that has a .gitignore. Raises `OSError` where it cannot be read."""
    from pathspec import GitIgnoreSpec  # heavy, and most directories have no such file

    lines = tree.read(join(directory, ".gitignore")).decode("utf-8", "surrogateescape").splitlines()
    kept = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue  # git ignores malformed patterns too
        kept.append(line)
    return Patterns(directory, GitIgnoreSpec.from_lines(kept), above)


def ignored(patterns: Patterns | None, path: str, directory: bool) -> bool:
    """Whether the path is ignored, its parent directories being not. The last match of the nearest file decides."""
    while patterns is not None:
        relative = path[len(patterns.directory) + 1 :] if patterns.directory else path
        named = relative + "/" if directory else relative
        for pattern in reversed(patterns.spec.patterns):
            if pattern.include is not None and _names(pattern, named):
                return bool(pattern.include)
        patterns = patterns.above
    return False


def _names(pattern: Any, path: str) -> bool:
    """Whether a pattern matches the path itself, and not just a directory above it."""
    return any(
        found.groupdict().get("ps_d") is None or found.end("ps_d") == len(path)
        for found in pattern.regex.finditer(path)
    )
