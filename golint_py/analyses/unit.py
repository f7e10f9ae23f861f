"""What an analysis or a package rule sees of one package."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.ir.program import Function
from golint_py.types.scope import Packages


class Unit(Struct, frozen=True, eq=False):
    """One package under analysis: its lowered functions by symbol, and the declarations of all packages in sight.

    Only functions that something asked for are lowered; a symbol that is missing from `functions` is unknown.
    `universe.exports(path)` are the package's own declarations.
    """

    path: str
    functions: Mapping[str, Function]
    universe: Packages
