"""What an analysis or a package rule sees of one package."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.taint_records import Elsewhere
from golint_py.ir.program import Function
from golint_py.syntax.directives import Directive
from golint_py.types.scope import Packages

NEWEST = (1, 99)  # the language version of a file that nothing is known about


class File(Struct, frozen=True):
    """What the head of a file says: language version, import paths, whether it is a test; and its `//go:` lines.

    A finding about directive n has the place `Site(path of the file, n)`.
    """

    go: tuple[int, int]
    imports: frozenset[str] = frozenset()
    test: bool = False
    directives: tuple[Directive, ...] = ()


class Unit(Struct, frozen=True, eq=False):
    """One package under analysis: its lowered functions by symbol, its files by path, and the declarations of all
    packages in sight.

    Only functions that something asked for are lowered; a symbol that is missing from `functions` is unknown.
    `universe.exports(path)` are the package's own declarations, `tested` the types that test files declare. `elsewhere`
    is what functions of other packages do with data.
    """

    path: str
    functions: Mapping[str, Function]
    universe: Packages
    files: Mapping[str, File] = {}
    elsewhere: Elsewhere = Elsewhere()
    tested: frozenset[str] = frozenset()

    def go(self, function: Function) -> tuple[int, int]:
        """The language version of the file of a function."""
        file = self.files.get(function.path)
        return file.go if file is not None else NEWEST
