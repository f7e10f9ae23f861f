"""The files of a git revision, read from the object store without a checkout.

git is run with nothing of the repository able to run code: no hooks, no file system monitor, no lazy fetching, no
optional locks, and none of the caller's `GIT_*` variables. Only object names go to `git cat-file`, whose output is not
filtered. https://git-scm.com/docs/git-cat-file, https://git-scm.com/docs/git-ls-tree
"""

import errno
import os
import posixpath
import re
import subprocess
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from msgspec import Struct

from golint_py.load.tree import (
    LINK_BROKEN,
    LINK_FOLDER,
    LINK_OUT,
    NOT_A_FILE,
    NOT_UTF8,
    Entry,
    Stat,
    is_unicode,
    parent,
)

_SAFE = (
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
)
_NET = _SAFE[:-2]  # for the one command that may use the network
_AS_THEY_ARE = (
    *("-c", "core.autocrlf=false", "-c", "core.eol=lf"),
    *("-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"),
)
_ACCESS = frozenset(("GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO"))  # the user's ways to a server
_LINE = re.compile(rb"(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)", re.S)
_HOPS = 40  # symbolic links followed one after the other, as Linux does


class GitError(Exception):
    """git is missing, the directory is no repository, or the revision does not exist; the message says which."""


class _Blob(Struct, frozen=True):
    mode: bytes
    id: str
    size: int


class GitTree:
    """The files of a commit. Paths are relative to the root of the repository. Close it, or use it in `with`.

    Raises `GitError` when made; afterwards errors are `OSError`, as for other trees.
    """

    def __init__(self, repository: str, revision: str) -> None:
        self._repository = repository
        self.commit = commit_of(repository, revision)
        self._blobs: dict[str, _Blob] = {}
        self._folders: dict[str, dict[str, bool]] = {"": {}}
        for line in self._run("ls-tree", "-r", "-l", "-z", "--full-tree", self.commit).split(b"\0"):
            match = _LINE.fullmatch(line)
            if match is not None:
                mode, _, name, size, path = match.groups()
                blob = _Blob(mode, name.decode(), int(size) if size.isdigit() else 0)
                self._add(path.decode("utf-8", "surrogateescape"), blob)
            elif line:
                raise GitError(f"files of {revision} are not in this clone (a partial one?)")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the git process, if one was started."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate()

    def list(self, directory: str) -> tuple[Entry, ...]:
        """The entries of a directory, sorted by name. Raises `OSError`."""
        folder = self._folders.get(directory)
        if folder is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), directory)
        prefix = directory + "/" if directory else ""
        return tuple(
            Entry(name, True) if is_folder and is_unicode(name) else Entry(name, False, self._reason(prefix + name))
            for name, is_folder in sorted(folder.items())
        )

    def read(self, path: str, limit: int = -1) -> bytes:
        """The bytes of a file, at most the first `limit` where that is not negative. Raises `OSError`."""
        blob = self._blobs.get(path)
        if blob is not None and blob.mode == b"120000":
            blob = self._follow(path)
        if blob is None or not blob.mode.startswith(b"100"):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        data = self._cat(blob.id)
        return data if limit < 0 else data[:limit]

    def stat(self, path: str) -> Stat | None:
        """What is there, or None. `content` is the id of the blob."""
        if path in self._folders:
            return Stat(True, 0, 0, 0)
        blob = self._blobs.get(path)
        if blob is not None and blob.mode == b"120000":
            blob = self._follow(path)
        if blob is None or not blob.mode.startswith(b"100"):
            return None
        return Stat(False, blob.size, 0, 0, blob.id)

    def _add(self, path: str, blob: _Blob) -> None:
        self._blobs[path] = blob
        is_folder = False
        while path:
            above = parent(path)
            folder = self._folders.get(above)
            known = folder is not None
            if folder is None:
                folder = self._folders[above] = {}
            folder[path[len(above) + 1 :] if above else path] = is_folder
            if known:
                return
            path, is_folder = above, True

    def _reason(self, path: str) -> str:
        if not is_unicode(path):
            return NOT_UTF8
        blob = self._blobs[path]
        if blob.mode.startswith(b"100"):
            return ""
        if blob.mode != b"120000":
            return NOT_A_FILE  # a submodule
        target = self._target(path)
        if target is None:
            return LINK_OUT
        if target in self._folders:
            return LINK_FOLDER
        return "" if self._follow(path) is not None else LINK_BROKEN

    def _target(self, path: str) -> str | None:
        """Where a symbolic link leads, None for out of the tree."""
        text = self._cat(self._blobs[path].id).decode("utf-8", "surrogateescape")
        found = posixpath.normpath(posixpath.join(parent(path), text))
        if found.startswith(("/", "../")) or found == "..":
            return None
        return "" if found == "." else found

    def _follow(self, path: str) -> _Blob | None:
        for _ in range(_HOPS):
            blob = self._blobs.get(path)
            if blob is None or blob.mode != b"120000":
                return blob
            target = self._target(path)
            if target is None:
                return None
            path = target
        return None

    def _cat(self, name: str) -> bytes:
        process = self._process
        if process is None:
            process = self._process = subprocess.Popen(
                [*self._command(), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(name.encode() + b"\n")
        process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) != 3:
            raise OSError(errno.EIO, "git object is missing")
        data = process.stdout.read(int(head[2]))
        process.stdout.read(1)
        return data

    def _command(self) -> tuple[str, ...]:
        return ("git", "-C", self._repository, *_SAFE)

    def _run(self, *arguments: str) -> bytes:
        return _run(self._repository, *arguments)


def commit_of(repository: str, revision: str) -> str:
    """The id of the commit that a revision names. Raises `GitError`, with what brings a commit that is not there."""
    if revision.startswith("-"):
        raise GitError(f"not a revision: {revision}")
    try:
        return _run(repository, "rev-parse", "--verify", "--quiet", revision + "^{commit}").decode().strip()
    except GitError as error:
        if not _shallow(repository):
            raise
        raise GitError(
            f"{error}; this clone is shallow: `git fetch --depth=1 origin {revision}` may bring it"
        ) from error


def merge_base(repository: str, branch: str) -> str:
    """The id of the best common ancestor of HEAD and the branch. Raises `GitError`, as where history is missing."""
    theirs, ours = commit_of(repository, branch), commit_of(repository, "HEAD")
    try:
        return _run(repository, "merge-base", ours, theirs).decode().split()[0]
    except GitError as error:
        why = "; this clone is shallow: `git fetch --unshallow` brings its history" if _shallow(repository) else ""
        raise GitError(f"HEAD and {branch} have no common ancestor here{why}") from error


def has_commit(repository: str, revision: str) -> bool:
    """Whether the commit that a revision names is there. Raises `GitError` where there is no repository or no git."""
    _run(repository, "rev-parse", "--git-dir")
    try:
        commit_of(repository, revision)
    except GitError:
        return False
    return True


def parents(repository: str, revision: str) -> tuple[str, ...]:
    """The ids of a commit's parents, also of those that a shallow clone does not have. Raises `GitError`."""
    text = _run(repository, "cat-file", "commit", commit_of(repository, revision))
    head = text.partition(b"\n\n")[0].splitlines()
    return tuple(line[len(b"parent ") :].decode() for line in head if line.startswith(b"parent "))


def fetch_commit(repository: str, commit: str, server: str = "", header: str = "") -> None:
    """Fetch one commit of the remote origin into a shallow clone. A `header` is sent to URLs of the server only. Raises
    `GitError`, as for a clone that is whole: a fetch of depth 1 would make it shallow."""
    if commit.startswith("-") or not _shallow(repository):
        raise GitError(f"no such commit: {commit}")
    more = {}
    if server and header:  # not as an argument, which other users of the machine could read
        key = f"http.{server.rstrip('/')}/.extraheader"
        more = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": key, "GIT_CONFIG_VALUE_0": header}
    command = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1", "origin", commit)
    _run(repository, *command, safe=_NET, more=more)


def _shallow(repository: str) -> bool:
    try:
        return _run(repository, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GitError:
        return False


def _run(
    repository: str, *arguments: str, safe: tuple[str, ...] = _SAFE, more: Mapping[str, str] | None = None
) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", repository, *safe, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment() | dict(more or {}),
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(why or f"no such commit: {arguments[-1].removesuffix('^{commit}')}")
    return done.stdout


def environment() -> dict[str, str]:
    """The environment for git: the caller's without `GIT_*`, with nothing that asks or fetches."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def check_out(location: str, ref: str, folder: str) -> str:
    """Fetch one commit (`ref`, or the default branch for "") from a URL or path, and put its files into a new folder;
    its id. Nothing that the repository brings along is run, and nobody is asked for a password. Raises `GitError`."""
    if location.startswith("-") or ref.startswith("-"):
        raise GitError(f"not a repository: {location} {ref}".rstrip())
    os.makedirs(folder)
    own = {name: value for name, value in os.environ.items() if name in _ACCESS}
    _run(folder, "init", "--quiet")
    command = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1", "--", location, ref or "HEAD")
    _run(folder, *command, safe=_NET, more={"GIT_SSH_COMMAND": "ssh -o BatchMode=yes", **own})
    _run(folder, *_AS_THEY_ARE, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    return commit_of(folder, "HEAD")
