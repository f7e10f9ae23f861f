"""A package as its declarations tell it: what others see, and where the bodies are."""

from msgspec import Struct
from tree_sitter import Node

from golint_py.load.packages import GoFile
from golint_py.syntax.parsed import Parsed
from golint_py.types.scope import Exports


class FileScope(Struct, frozen=True, eq=False):
    """What one file imports, and its syntax.

    `imports` maps the names written in import declarations to import paths; `unnamed` are paths imported without a
    name, whose package name is looked up when it is asked for; `dots` are those of dot imports.
    """

    file: GoFile
    parsed: Parsed
    imports: dict[str, str]
    unnamed: tuple[str, ...]
    dots: tuple[str, ...]


class Body(Struct, frozen=True, eq=False):
    """Something to check and lower: a function or method with a body, or the variable initialisers of one file.

    `symbol` is `path.f`, `(*path.T).M`, `(path.T).M`, `path.init#0` or, for initialisers, `path.$vars` (the second file
    with initialisers has `path.$vars#1`, and so on). `node` is the `function_declaration` or `method_declaration`; for
    initialisers it is the first of `specs`, the `var_spec` nodes with values, in source order.
    """

    symbol: str
    node: Node
    scope: FileScope
    specs: tuple[Node, ...] = ()


class Declared(Struct, frozen=True, eq=False):
    """One package in this process.

    `exports` leaves out what test files declare; `test_exports` is the whole package with its in-package test files
    (the same object where there are none). `bodies` are in source order: files in the order given.
    """

    exports: Exports
    test_exports: Exports
    bodies: tuple[Body, ...]
    files: tuple[FileScope, ...]

    @property
    def tested(self) -> frozenset[str]:
        """Names of the types that only test files declare."""
        return frozenset(self.test_exports.types.keys() - self.exports.types.keys())
