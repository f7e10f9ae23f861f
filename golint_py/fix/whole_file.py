"""Edits of one file in which much changes: pieces put in, imports added and taken away, changed lines laid out anew."""

from collections import Counter
from collections.abc import Iterable

from tree_sitter import Node

from golint_py.fix.imports import added, imports_of, unneeded
from golint_py.fix.lines import Lines
from golint_py.fix.one_line import broken_up
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import Piece, hunks, replaced, tidied
from golint_py.syntax import nodes as N
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, apply


def file_edits(
    path: str,
    parsed: Parsed,
    pieces: Iterable[Piece],
    imports: Iterable[str],
    together: Iterable[tuple[int, int]] = (),
) -> tuple[Edit, ...]:
    """The edits of one file: the pieces, its imports, and the layout of what has changed. All imports are one edit: two
    fixes that do not need the same ones are made one after the other."""
    after = replaced(parsed.data, pieces)
    now = parse(after)
    if now.broken:
        raise Refused(f"{path} would not parse afterwards")
    after = without_unused(path, parsed, apply(after, added(now, path, sorted(imports))))
    after = broken_up(path, parsed.data, after)
    found = [one for one in parsed.declarations if one.kind_id == N.IMPORT_DECLARATION]
    block = [(found[0].start_byte, found[-1].end_byte)] if found else []
    return hunks(path, parsed.data, tidied(parsed.data, after), [*together, *block])


def without_unused(path: str, before: Parsed, after: bytes) -> bytes:
    """The changed file without the imports that were used before and are not any more. Raises `Refused`."""
    for package in sorted(_used(before, before) - _used(parse(after), before)):
        now = parse(after)
        for one in imports_of(now):
            if (one.name or one.path.rpartition("/")[2]) == package:
                after = apply(after, unneeded(now, Lines(path, after), one.path))
    return after


def together(path: str, before: bytes, after: bytes) -> bytes:
    """A file that several fixes have changed, with the imports that it needs then: one that each of them left for the
    others goes, one that some took away and others use stays, one that several added is there once. Raises
    `Refused`."""
    after = _once(path, after)
    parsed, now = parse(before), parse(after)
    missing = _used(now, parsed) - set(named_imports(now))
    paths = [named_imports(parsed)[name] for name in sorted(missing)]
    return without_unused(path, parsed, apply(after, added(now, path, paths)) if paths else after)


def _once(path: str, data: bytes) -> bytes:
    """The file with each import once. Raises `Refused`."""
    while True:
        now = parse(data)
        several = [
            name for name, count in Counter((one.name, one.path) for one in imports_of(now)).items() if count > 1
        ]
        if not several:
            return data
        data = apply(data, unneeded(now, Lines(path, data), several[0][1]))


def _used(parsed: Parsed, of: Parsed) -> set[str]:
    """Names of the imports of a file that something is selected from."""
    names = set(named_imports(of))
    found: set[str] = set()
    for declaration in parsed.declarations:
        if declaration.kind_id != N.IMPORT_DECLARATION:
            for node in walk(declaration):
                package = _selected(node)
                if package is not None:
                    found.add(N.text(package, parsed.data))
    return found & names


def _selected(node: Node) -> Node | None:
    if node.kind_id == N.SELECTOR_EXPRESSION:
        operand = N.need(node, N.F_OPERAND)
        return operand if operand.kind_id == N.IDENTIFIER else None
    return N.field(node, N.F_PACKAGE) if node.kind_id == N.QUALIFIED_TYPE else None


def named_imports(parsed: Parsed) -> dict[str, str]:
    """Import paths by the name that the file has for them."""
    return {one.name or one.path.rpartition("/")[2]: one.path for one in imports_of(parsed)}
