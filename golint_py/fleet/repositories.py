"""The list of a fleet: one repository a line, a folder or what git can fetch, then a branch, tag or commit if need be.

# comments, empty lines
../billing                                    a folder as it is
https://github.com/owner/name.git             the default branch
git@example.com:owner/other.git v1.2.0        a tag; also of a path: ../billing main
"""

import itertools
import os
import re
from collections.abc import Iterable

from msgspec import Struct

from golint_py.config import ConfigError

_COMMENT = re.compile(r"(^|\s)#.*")
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[^/\\:]{2,}:(?!//)")  # a URL, or host:path as ssh has it
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
_PLAIN = re.compile(r"[^A-Za-z0-9._@+-]")


class Repository(Struct, frozen=True):
    """One line. `location` is a URL or an absolute path; `ref` is "" for the default branch, or, where `git` is not
    set, for the files of a folder as they are. `name` is for people and differs from those of the others."""

    name: str
    location: str
    ref: str
    git: bool

    @property
    def file(self) -> str:
        """The name as that of a file, without an end."""
        return _PLAIN.sub("_", self.name.replace("/", "+"))

    @property
    def shown(self) -> str:
        """The location without passwords."""
        return without_secrets(self.location)


def without_secrets(text: str) -> str:
    """A text without what stands before the host in URLs."""
    return _SECRET.sub("", text)


def read(text: str, folder: str, source: str) -> tuple[Repository, ...]:
    """The repositories of a list, each once, in order; paths count from `folder`. Raises `ConfigError`."""
    found: dict[tuple[str, str], Repository] = {}
    files: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        words = _words(_COMMENT.sub("", line).strip(), folder)
        if not words:
            continue
        location, ref = words[0], " ".join(words[1:])
        if len(words) > 2 or ref.startswith("-") or location.startswith("-"):
            raise ConfigError(f"{source}:{number}: a repository and a branch, tag or commit, not {line.strip()!r}")
        remote = _REMOTE.match(location) is not None
        place = location if remote else os.path.abspath(os.path.join(folder, os.path.expanduser(location)))
        if (place, ref) in found:
            continue
        git = remote or bool(ref) or _bare(place)
        made = _apart(Repository("", place, ref, git), _parts(place), 2 if remote else 1, files)
        files.add(made.file.lower())
        found[place, ref] = made
    if not found:
        raise ConfigError(f"{source}: there is no repository in it")
    return tuple(found.values())


def _words(line: str, folder: str) -> list[str]:
    """A path with spaces is one word where it is there."""
    if line and os.path.isdir(os.path.join(folder, line)):
        return [line]
    return line.split()


def _bare(path: str) -> bool:
    """Whether a folder is a git repository without files."""
    return os.path.isdir(os.path.join(path, "objects")) and os.path.isfile(os.path.join(path, "HEAD"))


def _parts(place: str) -> list[str]:
    """The parts of a path or URL, without the scheme."""
    path = without_secrets(place).partition("://")[2] or place
    path = path.rstrip("/\\").removesuffix(".git").rstrip("/\\")
    return [part for part in re.split(r"[/\\:]+", path) if part] or [place]


def _apart(made: Repository, parts: list[str], count: int, files: Iterable[str]) -> Repository:
    """With a name, and one of a file, that no other has: the last parts, as few as it takes from `count` on."""
    end = f"@{made.ref}" if made.ref else ""
    names = ["/".join(parts[-number:]) for number in range(count, max(count, len(parts)) + 1)]
    for name in itertools.chain(names, (f"{names[0]}-{number}" for number in itertools.count(2))):
        made = Repository(name + end, made.location, made.ref, made.git)
        if made.file.lower() not in files:
            break
    return made
