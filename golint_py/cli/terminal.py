"""What the terminal is told: colours or none, results on standard output, complaints on standard error."""

import os
import stat
import sys
from collections.abc import Mapping

from golint_py.report.view import clean


def complain(message: str) -> int:
    """Say what went wrong on standard error; the exit code of a failure.

    Every line has a prefix: names in a message may hold line ends, and what a GitHub runner takes for a command.
    """
    for line in message.split("\n"):
        print(f"golint-py: {clean(line)}".replace("##[", "##\u200b["), file=sys.stderr)
    return 2


def wants_color(choice: str, environment: Mapping[str, str], is_terminal: bool) -> bool:
    """Whether to colour: `choice` is always, never or auto; the usual variables decide auto, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0") or environment.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal and environment.get("TERM") != "dumb"


def put(text: str) -> None:
    """Write to standard output, in UTF-8 whatever the locale: reports quote source."""
    put_bytes(text.encode("utf-8", "replace"))


def put_bytes(data: bytes) -> None:
    """Write to standard output as it is: a patch has the bytes of the files."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(data.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    binary.write(data)
    binary.flush()


def put_patch(patch: bytes) -> None:
    """Write a patch to standard output, as it is. Where a GitHub runner reads along, which takes a line for a command
    even where spaces stand before it, it is told not to; tools that apply patches skip such lines."""
    if not patch or os.environ.get("GITHUB_ACTIONS") != "true" or _is_file():
        put_bytes(patch)
        return
    end = os.urandom(16).hex().encode()
    put_bytes(b"::stop-commands::" + end + b"\n" + patch + b"::" + end + b"::\n")


def _is_file() -> bool:
    """Whether standard output is a file (or something in this process)."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return True


def write_file(path: str, text: str) -> None:
    """Write a whole file or nothing: into a neighbour first, then renamed. Raises `OSError`."""
    data = text.encode("utf-8", "replace")
    if os.path.exists(path) and not os.path.isfile(path):  # /dev/stdout and the like
        with open(path, "wb") as stream:
            stream.write(data)
        return
    target = os.path.realpath(path)
    part = f"{target}.{os.getpid()}.part"
    try:
        with open(part, "wb") as file:
            file.write(data)
        os.replace(part, target)
    finally:
        if os.path.exists(part):
            os.unlink(part)
