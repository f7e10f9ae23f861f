"""Which access conflicts with another one on the best evidence, without looking at every pair.

What two accesses prove depends on a few things of each (its class: kind of thread, locks, order, objects) and on
whether both are of one thread, entry or function. Hundreds of functions that do the same to a map make few classes, so
that one of each class and of each relation stands for all: linear in the accesses where the pairs would be quadratic.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from golint_py.analyses.guards import Instance
from golint_py.analyses.parallel import Evidence

Verdict = tuple[Evidence, str]
Relation = tuple[bool, bool, bool]


def _relation(one: Instance, other: Instance) -> Relation:
    left, right = one.thread, other.thread
    return left.id == right.id, left.entry == right.entry, one.function is other.function


class Verdicts:
    """What `decide` says of pairs, once for each pair of classes and relation."""

    def __init__(self, decide: Callable[[Instance, Instance], Verdict]) -> None:
        self._decide = decide
        self._known: dict[tuple[int, int, Relation], Verdict] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._classes: dict[int, int] = {}
        self._kept: list[Instance] = []  # so that no other object gets the same id

    def of(self, one: Instance, other: Instance) -> Verdict:
        """The evidence, and why there is none."""
        key = (self.class_of(one), self.class_of(other), _relation(one, other))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._decide(one, other)
        return known

    def class_of(self, one: Instance) -> int:
        """A number that accesses share which differ only in their thread, its entry, and their function. An access that
        counts as one of its starter's thread elsewhere is alone."""
        number = self._classes.get(id(one))
        if number is None:
            thread = one.thread
            started = (thread.kind, thread.site, thread.many, thread.test, thread.ends, one.access.writes)
            held = (
                one.guards,
                one.wild,
                one.ordered,
                one.beside,
                one.confined,
                one.shared,
                one.objects,
                one.allocated,
                one.picked,
                one.again,
                one.access.path.root in one.context.entry.made,
                one.context.entry.far,
                one.access.order,
            )
            alone = len(self._kept) if one.within else -1
            number = self._numbers.setdefault((alone, one.access.location, *started, *held), len(self._numbers))
            self._classes[id(one)] = number
            self._kept.append(one)
        return number


class Candidates:
    """Accesses among which partners are looked for, by class, and by what they may have in common with another one."""

    def __init__(self, found: Sequence[Instance], verdicts: Verdicts) -> None:
        self._verdicts = verdicts
        self._found = found
        self._members: dict[int, list[int]] = {}
        self._like: dict[tuple[str, object], list[int]] = {}
        for place, one in enumerate(found):
            self._members.setdefault(verdicts.class_of(one), []).append(place)
            for key in _keys(one):
                self._like.setdefault(key, []).append(place)

    def best(self, one: Instance) -> Instance | None:
        """The first of those that conflict on the best evidence, then write, then are in another function; None where
        none does."""
        best, score = -1, (0, False, False)
        for place in self._standing(one):
            other = self._found[place]
            evidence, _ = self._verdicts.of(one, other)
            if evidence is Evidence.NONE:
                continue
            here = (int(evidence), other.access.writes, other.function.symbol != one.function.symbol)
            if best < 0 or here > score or (here == score and place < best):
                best, score = place, here
        return self._found[best] if best >= 0 else None

    def _standing(self, one: Instance) -> Iterable[int]:
        """Places that stand for all: those with something in common, and of each class the first without."""
        common = sorted({place for key in _keys(one) for place in self._like.get(key, ())})
        yield from common
        related = set(common)
        for members in self._members.values():
            yield from self._first(members, related)

    def _first(self, members: Sequence[int], related: set[int]) -> Iterator[int]:
        for place in members:
            if place not in related:
                yield place
                return


def _keys(one: Instance) -> tuple[tuple[str, object], ...]:
    return ("thread", one.thread.id), ("entry", one.thread.entry), ("function", id(one.function))
