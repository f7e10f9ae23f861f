"""The process that does one repository of a fleet: fetches it where git has to, then checks it as `check` does."""

import contextlib
import os
import platform
import tempfile

import msgspec

from golint_py.child import serve
from golint_py.cli.main import entry
from golint_py.fleet.repositories import Repository, without_secrets
from golint_py.fleet.visit import Job, Outcome, encode
from golint_py.load.git import GitError, check_out


def main() -> None:
    """Answer jobs."""
    folder = tempfile.mkdtemp(prefix="golint-py-fleet-")
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    serve(lambda question: encode(done(msgspec.msgpack.decode(question, type=Job), folder)), folder)


def done(job: Job, folder: str) -> Outcome:
    """What comes out of a job; `folder` is for files."""
    try:
        place, commit = files_of(job.repository, os.path.join(folder, "files"))
        os.chdir(place)  # the page for people names files as they are called there
    except (GitError, OSError) as error:
        return Outcome(2, failure=without_secrets(str(error)))
    reports = {kind: os.path.join(folder, kind) for kind in ("sarif", "text")}
    words = ["check", *job.words, "--no-progress", "--quiet", "--color", "never"]
    for kind, path in reports.items():
        words += ["--output-format", f"{kind}:{path}"]
    said = os.path.join(folder, "said")
    code = _told([*words, "--sarif-category", f"golint-py/{job.repository.name}"], said)
    sarif, text, told = (_text(path) for path in (*reports.values(), said))
    failure = "" if code < 2 else told.strip() or "golint-py failed"
    return Outcome(code, sarif, text, commit, told, failure)


def files_of(repository: Repository, folder: str) -> tuple[str, str]:
    """Where the files are, and the commit that they are of, "" for a folder as it is. Raises `GitError`, `OSError`."""
    if repository.git:
        return folder, check_out(repository.location, repository.ref, folder)
    if not os.path.isdir(repository.location):
        raise NotADirectoryError(f"there is no folder {repository.location} on {platform.node()}")
    return repository.location, ""


def _told(words: list[str], path: str) -> int:
    """The code of a command whose standard error goes to a file."""
    kept = os.dup(2)
    try:
        with open(path, "wb") as file:
            os.dup2(file.fileno(), 2)
        return entry(words)
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _text(path: str) -> str:
    with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
    return ""
