"""Lattices as small stateless values: identity, merge, equality."""

from typing import Protocol, TypeVar

Fact = TypeVar("Fact")


class Lattice(Protocol[Fact]):
    """A join semilattice. `join` is associative, commutative and idempotent, `bottom` its unit; facts compare with `==`
    and the lattice has finite height on the facts that one function can produce."""

    @property
    def bottom(self) -> Fact:
        """The fact of a point that was not reached."""
        ...

    def join(self, left: Fact, right: Fact) -> Fact:
        """Least upper bound."""
        ...


class Union:
    """Powerset with union: may-analyses."""

    bottom: frozenset[str] = frozenset()

    def join(self, left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
        """Union of both sets."""
        return left | right


class Intersection:
    """Powerset with intersection: must-analyses. None is bottom, not reached."""

    bottom: frozenset[str] | None = None

    def join(self, left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
        """Intersection of both sets; an unreached side does not count."""
        if left is None:
            return right
        return left if right is None else left & right
