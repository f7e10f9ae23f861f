"""What a function does with whole structs: copies, literals without field names, calls that print all of one."""

from msgspec import Struct


class Shown(Struct, frozen=True):
    """A call that gets a value of the named type (or a pointer to one, or several) as something of any type: what is
    called, as it is written, file and row (0-based). `walks`: it goes through the fields by reflection; it prints them
    otherwise."""

    type: str
    callee: str
    path: str
    row: int
    walks: bool


class StructUses(Struct, frozen=True, eq=False):
    """Named types that are copied, and those that have literals without field names and without a type, as elements of
    others; `shown` are calls that show all fields."""

    copied: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    shown: tuple[Shown, ...] = ()
