"""Names that fixes declare: two of them that declare the same one in the same place are not made together."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from golint_py.fix.workspace import Workspace
from golint_py.text.edits import Edit, Fix

_LOCAL = re.compile(rb"^[ \t]*(?:((?:\w+, )*\w+) :=|var (\w+) )", re.MULTILINE)  # statements, not what `if` begins with
_FUNCTION = re.compile(rb"^func (?:\(\w+ \*?(\w+)[^)]*\) )?(\w+)[\[(]", re.MULTILINE)
_WORD = re.compile(rb"\w+")

Name = tuple[str, int, bytes, bytes]


def without_equal_names(workspace: Workspace, fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes without those that declare a name that another one before them declares in the same place, but for what
    is the same edit of both."""
    kept: list[Fix] = []
    by_name: dict[Name, Edit] = {}
    for fix in fixes:
        names = [(name, edit) for edit in fix.edits for name in _declared(workspace, edit)]
        if fix in kept or all(by_name.get(name, edit) == edit for name, edit in names):
            kept.append(fix)
            by_name.update(names)
    return kept


def _declared(workspace: Workspace, edit: Edit) -> frozenset[Name]:
    """The names that were not in their function before: its file and offset; the package and the receiver of functions
    and methods."""
    path = edit.span.path
    found = {(path.rpartition("/")[0], -1, one[1] or b"", one[2]) for one in _FUNCTION.finditer(edit.text)}
    names = {name for one in _LOCAL.finditer(edit.text) for name in (one[1] or one[2]).split(b", ")}
    if names:
        top = _top(workspace, edit)
        words = frozenset(_WORD.findall(_text(workspace, path, top)))
        found |= {(path, top, b"", name) for name in names - words}
    return frozenset(found)


def _top(workspace: Workspace, edit: Edit) -> int:
    """Where the declaration of the file begins in which something changes."""
    starts = [one.start_byte for one in workspace.parsed(edit.span.path).declarations]
    at = bisect_right(starts, edit.span.start)
    return starts[at - 1] if at else 0


def _text(workspace: Workspace, path: str, top: int) -> bytes:
    parsed = workspace.parsed(path)
    return next(
        (parsed.data[one.start_byte : one.end_byte] for one in parsed.declarations if one.start_byte == top), b""
    )
