"""Imports of a file: the name that a package has there, and the edits that add or take away an import.

A new one goes where gofmt would sort it: into the group of the standard library (the first one whose paths have no dot
in their first element), or into the group that has most of its path in common; one is begun where there is none.
"""

from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, apply
from golint_py.text.span import Span


class Import(Struct, frozen=True, eq=False):
    """One import: path, the name written for it ("" none), its `import_spec`, and the declaration that it is in."""

    path: str
    name: str
    spec: Node
    declaration: Node


def imports_of(parsed: Parsed) -> list[Import]:
    """The imports of a file, in source order."""
    found: list[Import] = []
    for declaration in parsed.declarations:
        if declaration.kind_id != N.IMPORT_DECLARATION:
            continue
        specs: list[Node] = []
        for child in N.children(declaration):
            specs += N.children(child) if child.kind_id == N.IMPORT_SPEC_LIST else [child]
        for spec in specs:
            name = N.field(spec, N.F_NAME)
            path = N.text(N.need(spec, N.F_PATH), parsed.data)[1:-1]
            found.append(Import(path, N.text(name, parsed.data) if name is not None else "", spec, declaration))
    return found


def named(parsed: Parsed, path: str) -> str:
    """The name under which the file has the package `path`, whose name is its last element; "" for none."""
    for one in imports_of(parsed):
        if one.path == path and one.name not in ("_", "."):
            return one.name or path.rpartition("/")[2]
    return ""


def name_for(parsed: Parsed, path: str, taken: frozenset[str]) -> str:
    """The name that the package `path` has in the file, or gets when it is imported.

    `taken` are names that mean something else where it is to be used. Raises `Refused` where the name is not free.
    """
    there = named(parsed, path)
    name = there or path.rpartition("/")[2]
    if name in taken:
        raise Refused(f"the name {name} means something else there than the package {path}; rename it")
    for one in imports_of(parsed) if not there else ():
        if one.name == ".":
            raise Refused("the file has a dot import")
        if name == (one.name or one.path.rpartition("/")[2]):
            raise Refused(f"the file has another import called {name}")
    return name


def added(parsed: Parsed, path: str, packages: Sequence[str]) -> tuple[Edit, ...]:
    """The edit that imports those of the packages that the file (at `path`) does not import yet."""
    data = parsed.data
    start = len(data)  # not behind an edit: equal line ends would move it to where the first declaration begins
    for package in packages:
        now = parse(data)
        if not named(now, package):
            edits = _added(now, Lines(path, data), package)
            start = min(start, *(edit.span.start for edit in edits))
            data = apply(data, edits)
    if data == parsed.data:
        return ()
    start = min(start, _common(parsed.data, data))
    tail = _common(parsed.data[start:][::-1], data[start:][::-1])
    return (Edit(Span(path, start, len(parsed.data) - tail), data[start : len(data) - tail]),)


def _common(one: Sequence[object], two: Sequence[object]) -> int:
    """Length of the common beginning."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left != right), min(len(one), len(two))
    )


def _added(parsed: Parsed, lines: Lines, path: str) -> tuple[Edit, ...]:
    quoted = b'"' + path.encode() + b'"'
    found = imports_of(parsed)
    declarations = {one.declaration.start_byte: one.declaration for one in found if one.path != "C"}
    lists = [one for one in declarations.values() if _spec_list(one) is not None]
    if lists:
        return (_into_list(lists[0], [one for one in found if one.declaration == lists[0]], lines, quoted, path),)
    if len(declarations) == 1:
        (only,) = declarations.values()
        return (_into_pair(only, next(one for one in found if one.declaration == only), lines, quoted, path),)
    if declarations:
        first = min(declarations)
        return (lines.before(first, b"import " + quoted),)
    clause = next((one for one in parsed.declarations if one.kind_id == N.PACKAGE_CLAUSE), None)
    if clause is None or not lines.ends(clause.end_byte):
        raise Refused("the file has no package clause on a line of its own")
    last = max((one.declaration.end_byte for one in found), default=clause.end_byte)  # import "C" stays where it is
    return (lines.behind(last, b"", b"", b"import " + quoted),)


def _spec_list(declaration: Node) -> Node | None:
    return next((one for one in N.children(declaration) if one.kind_id == N.IMPORT_SPEC_LIST), None)


def _standard(path: str) -> bool:
    return "." not in path.partition("/")[0]


def _into_list(declaration: Node, found: list[Import], lines: Lines, quoted: bytes, path: str) -> Edit:
    """Into the parentheses: before the first path of its group that sorts after it."""
    inner = _spec_list(declaration)
    if not found or inner is None:
        raise Refused("the import declaration is empty")
    if any(not lines.begins(one.spec.start_byte) or not lines.ends(one.spec.end_byte) for one in found):
        raise Refused("imports share a line")
    groups = _groups(found, lines)
    group = _group(groups, path)
    if group is None and _standard(path):
        return lines.before(lines.doc_start(found[0].spec.start_byte), quoted, b"")
    if group is None:
        return lines.behind(found[-1].spec.end_byte, lines.indent(found[-1].spec.start_byte), b"", quoted)
    for one in group:
        if one.path > path:
            return lines.before(lines.doc_start(one.spec.start_byte), quoted)
    last = group[-1].spec
    return lines.behind(last.end_byte, lines.indent(last.start_byte), quoted)


def _group(groups: list[list[Import]], path: str) -> list[Import] | None:
    """Where an import belongs."""
    if _standard(path):
        return next((group for group in groups if all(_standard(one.path) for one in group)), None)
    others = [group for group in groups if not any(_standard(one.path) or one.path == "C" for one in group)]
    elements = path.split("/")
    return max(others, default=None, key=lambda group: max(_common(elements, one.path.split("/")) for one in group))


def _groups(found: list[Import], lines: Lines) -> list[list[Import]]:
    """Imports that no blank line parts."""
    groups: list[list[Import]] = []
    for one in found:
        start = lines.doc_start(one.spec.start_byte)
        before = groups[-1][-1].spec.end_byte if groups else 0
        if groups and not lines.data[lines.after(before) : start].strip(b" \t\r"):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _into_pair(declaration: Node, one: Import, lines: Lines, quoted: bytes, path: str) -> Edit:
    """`import "x"` becomes a list of two."""
    spec = lines.text(one.spec.start_byte, one.spec.end_byte)
    both = [b"\t" + text for _, text in sorted([(one.path, spec), (path, quoted)])]
    if _standard(one.path) == _standard(path):
        inner = both
    else:
        first, second = (quoted, spec) if _standard(path) else (spec, quoted)
        inner = [b"\t" + first, b"", b"\t" + second]
    return lines.replace(declaration.start_byte, declaration.end_byte, b"import (\n" + b"\n".join(inner) + b"\n)")


def unneeded(parsed: Parsed, lines: Lines, path: str) -> tuple[Edit, ...]:
    """The edits that take the import of `path` away. Raises `Refused` where it has a comment or shares its line."""
    one = next((one for one in imports_of(parsed) if one.path == path), None)
    if one is None:
        return ()
    alone = _spec_list(one.declaration) is None or len(N.children(_need_list(one.declaration))) == 1
    start, end = (one.declaration if alone else one.spec).start_byte, (one.declaration if alone else one.spec).end_byte
    if not lines.begins(start) or lines.data[end : lines.after(end)].strip():
        raise Refused(f"the import of {path} shares its line")
    if lines.doc_start(start) != lines.start(start) or b"//" in lines.data[start:end] or b"/*" in lines.data[start:end]:
        raise Refused(f"the import of {path} has a comment")
    whole = lines.without(start, end)
    above, below = whole.span.start, whole.span.end
    blank_above = not lines.data[lines.start(above - 1) : above].strip() if above else True
    opened = lines.data[:above].rstrip().endswith(b"(")
    blank_below = not lines.data[below : lines.after(below)].strip()
    closed = lines.data[below : lines.after(below)].strip() == b")"
    if blank_below and (blank_above or opened):
        return (Edit(lines.span(above, lines.after(below)), b""),)
    if closed and blank_above:
        return (Edit(lines.span(lines.start(above - 1), below), b""),)
    return (whole,)


def _need_list(declaration: Node) -> Node:
    found = _spec_list(declaration)
    if found is None:
        raise Refused("an import without parentheses")
    return found
