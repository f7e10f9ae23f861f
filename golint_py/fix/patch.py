"""Changed files as a unified diff that `git apply` and `patch -p1` take."""

import difflib


def unified(path: str, before: bytes, after: bytes) -> bytes:
    """The diff of one file, empty where nothing changed. Line ends are those of the file."""
    lines = difflib.diff_bytes(
        difflib.unified_diff, _split(before), _split(after), b"a/" + _name(path), b"b/" + _name(path)
    )
    found = []
    for line in lines:
        found.append(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n")
    return b"".join(found)


def _split(data: bytes) -> list[bytes]:
    """Lines with their LF; a CR is part of its line."""
    parts = data.split(b"\n")
    lines = [part + b"\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines


def _name(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
