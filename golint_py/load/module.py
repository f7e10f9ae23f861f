"""go.mod and go.work, read leniently: what can be understood holds, the rest is named in `problems`.

Format: https://go.dev/ref/mod#go-mod-file and #workspaces.
"""

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct

from golint_py.load.constraints import Version
from golint_py.load.platforms import NEWEST

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|`([^`]*)`|(//.*)|(=>|[()])|([^\s"`()]+)')
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?(?:[a-z]+\d+)?")
_KNOWN = frozenset("module go toolchain godebug require exclude replace retract tool ignore use".split())
# Without a go line the module speaks Go 1.16 (go.dev/ref/mod#go-mod-file-go).
_UNSAID: Version = (1, 16)


class Problem(Struct, frozen=True, order=True):
    """Something in a file that could not be understood; `line` is 1-based, 0 for the whole file."""

    path: str
    line: int
    message: str


class Module(Struct, frozen=True):
    """A module, or the folder that stands for one where there is no go.mod.

    `path` is the module path, "" without a go.mod. `directory` is where its go.mod lies, relative to the tree's root.
    `replaces` are (module path, directory) of replacements by folders inside the tree. `ignore` are the patterns of
    ignore directives. `requires` are the module paths required.
    """

    path: str
    directory: str
    go: Version = NEWEST
    requires: tuple[str, ...] = ()
    replaces: tuple[tuple[str, str], ...] = ()
    ignore: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Workspace(Struct, frozen=True):
    """A go.work: the directories of its modules and its replacements, relative to the tree's root."""

    directory: str
    go: Version | None
    use: tuple[str, ...]
    replaces: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()


def parse_module(data: bytes, directory: str) -> Module:
    """The module that a go.mod in `directory` declares. Never raises."""
    file = posixpath.join(directory, "go.mod")
    problems: list[Problem] = []
    path = ""
    go: Version = _UNSAID
    requires: list[str] = []
    replaces: list[tuple[str, str]] = []
    ignore: list[str] = []
    for line, verb, words in _directives(data, file, problems):
        if verb == "module" and words:
            path = words[0].strip("/")
        elif verb == "go" and words:
            go = _version(words[0], file, line, problems) or go
        elif verb == "require" and words:
            requires.append(words[0])
        elif verb == "replace":
            replaces.extend(_replace(words, directory, file, line, problems))
        elif verb == "ignore" and words:
            ignore.append(words[0])
    if not path:
        problems.append(Problem(file, 0, "no module path; import paths are taken from the folders"))
    return Module(path, directory, go, tuple(requires), tuple(replaces), tuple(ignore), tuple(sorted(problems)))


def parse_workspace(data: bytes, directory: str) -> Workspace:
    """The workspace that a go.work in `directory` declares. Never raises."""
    file = posixpath.join(directory, "go.work")
    problems: list[Problem] = []
    go: Version | None = None
    use: list[str] = []
    replaces: list[tuple[str, str]] = []
    for line, verb, words in _directives(data, file, problems):
        if verb == "go" and words:
            go = _version(words[0], file, line, problems)
        elif verb == "use" and words:
            target = inside(directory, words[0])
            if target is None:
                problems.append(Problem(file, line, f"uses {words[0]}, which is outside of the tree"))
            else:
                use.append(target)
        elif verb == "replace":
            replaces.extend(_replace(words, directory, file, line, problems))
    return Workspace(directory, go, tuple(use), tuple(replaces), tuple(sorted(problems)))


def inside(directory: str, relative: str) -> str | None:
    """The tree path of `relative`, seen from `directory`; None where it leaves the tree."""
    if relative.startswith("/") or re.match(r"[A-Za-z]:", relative):
        return None
    found = posixpath.normpath(posixpath.join(directory, relative.replace("\\", "/")))
    if found == ".":
        return ""
    return None if found == ".." or found.startswith("../") else found


def _directives(data: bytes, file: str, problems: list[Problem]) -> Iterator[tuple[int, str, list[str]]]:
    """The directives with their line numbers; those of a block `verb ( ... )` one by one."""
    block = ""
    for line, text in enumerate(data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines(), 1):
        words = _words(text)
        if not words:
            continue
        if block:
            if words[0] == ")":
                block = ""
            else:
                yield line, block, words
            continue
        verb = words[0]
        if verb not in _KNOWN:
            problems.append(Problem(file, line, f"unknown directive {verb[:40]}"))
        elif words[1:2] == ["("]:
            block = "" if words[2:3] == [")"] else verb
        elif len(words) == 1:
            problems.append(Problem(file, line, f"{verb} without a value"))
        else:
            yield line, verb, words[1:]
    if block:
        problems.append(Problem(file, 0, f"the block of {block} is never closed"))


def _words(text: str) -> list[str]:
    found = []
    for quoted, raw, comment, mark, plain in _WORD.findall(text):
        if comment:
            break
        if "//" in plain:
            plain, _, _ = plain.partition("//")
            if plain:
                found.append(plain)
            break
        found.append(quoted or raw or mark or plain)
    return found


def _version(word: str, file: str, line: int, problems: list[Problem]) -> Version | None:
    match = _VERSION.fullmatch(word)
    if match is None:
        problems.append(Problem(file, line, f"not a Go version: {word[:40]}"))
        return None
    version = (int(match[1]), int(match[2]))
    if version > NEWEST:
        problems.append(
            Problem(file, line, f"Go {word} is newer than {NEWEST[0]}.{NEWEST[1]}, the newest known; read as that")
        )
        return NEWEST
    return version


def _replace(
    words: list[str], directory: str, file: str, line: int, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """The replacement by a folder, if it is one: `old [version] => ./folder`."""
    if "=>" not in words[1:3] or words[-1] == "=>":
        problems.append(Problem(file, line, "replace without =>"))
        return
    target = words[words.index("=>") + 1]
    if not target.startswith(("./", "../", "/", ".\\", "..\\")) and target not in (".", ".."):
        return
    found = inside(directory, target)
    if found is not None:
        yield words[0], found
