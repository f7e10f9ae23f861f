"""Go source in tests to declarations and to what its expressions mean."""

from collections.abc import Mapping

from msgspec import Struct
from tree_sitter import Node

from golint_py.load.header import scan
from golint_py.load.packages import GoFile
from golint_py.syntax import nodes as n
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.types.declare import declare
from golint_py.types.declared import Body, Declared
from golint_py.types.infer import Checker
from golint_py.types.lookup import Universe
from golint_py.types.scope import Exports, Info, Object, Operand, Packages, Selection
from golint_py.types.std import StandardLibrary

STANDARD = StandardLibrary()


def read(source: str, path: str = "a.go") -> tuple[GoFile, Parsed]:
    """A file as loading gives it."""
    data = (source + "\n").encode()
    header = scan(data)
    file = GoFile(path, header.package, header.imports, (1, 27), path.endswith("_test.go"), False, header.cgo)
    return file, parse(data)


def declared(
    sources: str | Mapping[str, str], path: str = "example.com/p", packages: Packages | None = None
) -> Declared:
    """The declarations of a package given by its source, or by its files."""
    given = {"a.go": sources} if isinstance(sources, str) else sources
    files = [read(source, name) for name, source in given.items()]
    return declare(path, files[0][0].package, files, packages or STANDARD)


def universe(*packages: Declared) -> Universe:
    """These packages and the standard library."""
    module: dict[str, bytes | Exports] = {one.exports.path: one.exports for one in packages}
    return Universe(module, STANDARD)


class Checked(Struct, frozen=True, eq=False):
    """A checked body, asked by source text."""

    body: Body
    info: Info
    data: bytes

    def nodes(self, text: str) -> list[Node]:
        """The outermost nodes with that text, in source order; named nodes only."""
        found: list[Node] = []
        pending: list[Node] = [*reversed(self.body.specs or (self.body.node,))]
        while pending:
            node = pending.pop()
            if n.text(node, self.data) == text and node.kind_id not in (n.EXPRESSION_LIST, n.LITERAL_ELEMENT):
                found.append(node)
            pending.extend(reversed(node.named_children))
        assert found, f"no {text!r} in the source"
        return found

    def operand(self, text: str, which: int = 0) -> Operand | None:
        """The operand of the which-th node with that text that has one."""
        known = [self.info.operands[node.id] for node in self.nodes(text) if node.id in self.info.operands]
        return known[which] if known else None

    def objects(self, text: str) -> list[Object]:
        """What the identifiers with that text denote."""
        return [self.info.objects[node.id] for node in self.nodes(text) if node.id in self.info.objects]

    def selection(self, text: str) -> Selection:
        """The meaning of the first selector with that text."""
        return next(self.info.selections[one.id] for one in self.nodes(text) if one.id in self.info.selections)


def check(source: str, symbol: str = "f", packages: Packages | None = None, path: str = "example.com/p") -> Checked:
    """Check one body of a package; `symbol` without the package path for functions, else in full."""
    found = declared(source, path, packages)
    wanted = symbol if symbol.startswith("(") else f"{path}.{symbol}"
    body = next(body for body in found.bodies if body.symbol == wanted)
    return Checked(body, Checker(found, packages or STANDARD).check(body), (source + "\n").encode())


def body_of(statements: str, before: str = "", imports: str = "") -> Checked:
    """Check `func f(<nothing>)` with these statements."""
    return check(f"package p\n{imports}\n{before}\nfunc f() {{\n{statements}\n}}\n")
