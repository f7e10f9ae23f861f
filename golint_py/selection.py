"""Which functions of a package are worth lowering: those that something could ask about, by the words in their text."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from golint_py.rule import Rule, Scope
from golint_py.types.declared import Body, Declared


class Wanted(Struct, frozen=True, eq=False):
    """A body to lower, and how many lines it has."""

    body: Body
    lines: int


def wanted_bodies(declared: Declared, fresh: frozenset[str], rules: Sequence[Rule]) -> list[Wanted]:
    """The bodies to lower, in source order."""
    found: list[Wanted] = []
    for body in declared.bodies:
        data = body.scope.parsed.data
        found.append(Wanted(body, data.count(b"\n", body.node.start_byte, body.node.end_byte) + 1))
    return found
