"""Edits to files: what a fix is made of, when edits go together, and what they make of a text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from golint_py.text.finding import Safety
from golint_py.text.span import Span


class EditError(ValueError):
    """Edits that cannot be applied; the text says which and why."""


class Edit(Struct, frozen=True, order=True):
    """Put `text` in place of the bytes of `span`; an empty span inserts before its start."""

    span: Span
    text: bytes


class Fix(Struct, frozen=True):
    """Edits, possibly in several files, that are right together or not at all. `title` is one line, an imperative.
    `declares` is the key of a lock that was not there; `tells`: the title names something that is left to do."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety
    declares: str = ""
    tells: bool = False


def merge(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits sorted by place, each once (two fixes may need the same import)."""
    return tuple(sorted(set(edits)))


def collide(one: Edit, two: Edit) -> bool:
    """Whether two different edits change the same bytes, or insert at the same place (their order would decide)."""
    first, second = (one, two) if (one.span, one.text) <= (two.span, two.text) else (two, one)
    if first.span.path != second.span.path or first == second:
        return False
    if first.span.start == second.span.start:
        return first.span.start != first.span.end or second.span.start == second.span.end
    return second.span.start < first.span.end


def validate(edits: Iterable[Edit], sizes: Mapping[str, int]) -> tuple[Edit, ...]:
    """The merged edits, if they lie within their files and none collides with another; `sizes` are lengths in bytes.

    Raises `EditError`.
    """
    merged = merge(edits)
    for edit in merged:
        span = edit.span
        if span.path not in sizes:
            raise EditError(f"{span.path}: no such file")
        if not 0 <= span.start <= span.end <= sizes[span.path]:
            raise EditError(
                f"{span.path}: bytes {span.start} to {span.end} are not in a file of {sizes[span.path]} bytes"
            )
    for before, after in pairwise(merged):
        if collide(before, after):
            raise EditError(f"{after.span.path}: two edits at byte {after.span.start}")
    return merged


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The text of one file after the edits, which all refer to the text before. Raises `EditError`."""
    merged = merge(edits)
    paths = {edit.span.path for edit in merged}
    if len(paths) > 1:
        raise EditError("edits of several files: " + ", ".join(sorted(paths)))
    pieces: list[bytes] = []
    done = 0
    for edit in validate(merged, dict.fromkeys(paths, len(data))):
        pieces += (data[done : edit.span.start], edit.text)
        done = edit.span.end
    pieces.append(data[done:])
    return b"".join(pieces)


def choose(fixes: Sequence[Fix]) -> tuple[tuple[Fix, ...], tuple[Fix, ...]]:
    """Fixes that go together, and those left for another round: one is taken unless it collides with one before it.

    Equal edits do not collide.
    """
    taken: list[Fix] = []
    left: list[Fix] = []
    by_path: dict[str, list[Edit]] = {}
    for fix in fixes:
        if any(collide(edit, other) for edit in fix.edits for other in by_path.get(edit.span.path, ())):
            left.append(fix)
            continue
        taken.append(fix)
        for edit in fix.edits:
            by_path.setdefault(edit.span.path, []).append(edit)
    return tuple(taken), tuple(left)
