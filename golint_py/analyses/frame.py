"""All that the intra-procedural analyses found out about one function, together."""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.back_pointers import NO_BACK_POINTERS
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.facts import COPY, Outcome
from golint_py.analyses.giving import field_of
from golint_py.analyses.goroutines import Goroutines, goroutines
from golint_py.analyses.kept_functions import Kept
from golint_py.analyses.locations import Captured, Naming
from golint_py.analyses.locksets import NO_SLOTS, LockSets, lock_sets
from golint_py.analyses.ownership import Ownership, ownership
from golint_py.analyses.reachability import Reach, Region, reach, reached_without
from golint_py.analyses.threads import of_variable
from golint_py.analyses.worker_pools import NO_POOLS, Pools, handed_to_workers
from golint_py.ir.dominators import Tree, dominators
from golint_py.ir.ops import Alloc, Call, Extract, FieldAddr, IndexAddr, Load, MapWrite, Return, Store
from golint_py.ir.program import Function
from golint_py.types.model import Type

Point = tuple[int, int]


NO_ROOMS: Mapping[str, int] = MappingProxyType({})
NO_FUNCTIONS: Mapping[str, tuple[Kept, ...]] = MappingProxyType({})


class World(Struct, frozen=True, eq=False):
    """What a function's analysis may ask about the rest of the package.

    `implementers` gives the methods that a call of an interface method may reach, `sole` whether there is one only;
    `is_map` looks through names; `outcomes` are the summaries of callees known so far. `shared` says of functions of
    other packages whether they lead to maps (see `Exports.sharing`), and of methods of interfaces whether other
    packages may implement them. `own_locks` are fields with pointers to locks that have no other name; `aliases` see
    `Naming`; `slots` and `rooms` are what `slot_locks` and `channels` say of channels. `maps_inside` and
    `shares_maps_alone` see `shown_maps`, `kept` see `kept_functions`, `backs` see `back_pointers`, `pools` see
    `worker_pools`.
    """

    functions: Mapping[str, Function]
    outcomes: Mapping[str, Outcome]
    implementers: Callable[[str], tuple[str, ...]]
    sole: Callable[[str], bool]
    is_map: Callable[[Type | None], bool]
    is_error: Callable[[Type | None], bool]
    maps_inside: Callable[[Type | None, str], tuple[tuple[str, ...], ...]]
    shares_maps_alone: Callable[[Type | None], bool]
    shared: Callable[[str], bool]
    own_locks: frozenset[str] = frozenset()
    aliases: Mapping[tuple[str, ...], tuple[str, ...]] = {}
    slots: Mapping[str, str] = NO_SLOTS
    rooms: Mapping[str, int] = NO_ROOMS
    kept: Mapping[str, tuple[Kept, ...]] = NO_FUNCTIONS
    backs: Mapping[str, str] = NO_BACK_POINTERS
    pools: Pools = NO_POOLS


class Frame(Struct, frozen=True, eq=False, dict=True):
    """One function with its paths, locks, owners, goroutines; and what follows from it, once somebody asks."""

    function: Function
    world: World
    paths: Paths
    naming: Naming
    reach: Reach
    locks: LockSets
    owners: Ownership
    goroutines: Goroutines

    @cached_property
    def tree(self) -> Tree:
        """The dominator tree of its blocks."""
        return dominators(self.function)

    @cached_property
    def made(self) -> Mapping[int, Point]:
        """Where each value is made."""
        return {
            value: (number, index)
            for number, block in enumerate(self.function.blocks)
            for index, op in enumerate(block.ops)
            if (value := getattr(op, "result", None)) is not None
        }

    @cached_property
    def put(self) -> Mapping[int, tuple[tuple[str, int], ...]]:
        """By a map, struct or array that is made here the values that are put into it, each with the field ("" for an
        element)."""
        found: dict[int, list[tuple[str, int]]] = {}
        for _, write in self.paths.at(MapWrite):
            found.setdefault(write.map, []).append(("", write.value))
        for _, store in self.paths.at(Store):
            place = self.paths.definition[store.address]
            if isinstance(place, FieldAddr | IndexAddr):
                field = place.field if isinstance(place, FieldAddr) else ""
                found.setdefault(place.base, []).append((field, store.value))
        return {whole: tuple(parts) for whole, parts in found.items()}

    def ordered(self, point: Point) -> frozenset[str]:
        """Sites that cannot run beside the point (see `Goroutines.ordered`); and, with the variable before, those that
        only run beside an earlier one of a captured variable: a loop has declared another one since."""
        ordered = self.goroutines.ordered(point)
        if not self.goroutines.spawns or not self._declared:
            return ordered
        return ordered.union(*(before for before, region in self._before if not region.contains(point)))

    @cached_property
    def _before(self) -> tuple[tuple[frozenset[str], Region], ...]:
        """For each start of a goroutine and captured variable that a loop declares: the sites with that variable, and
        where the loop has not declared another one since."""
        return tuple(
            (
                frozenset(of_variable(location, site) for site in spawn.sites),
                reached_without(self.function, spawn.point, frozenset((made,))),
            )
            for location, made in self._declared
            for spawn in self.goroutines.spawns
            if spawn.runs
        )

    @cached_property
    def _declared(self) -> tuple[tuple[str, Point], ...]:
        """Captured variables that loops declare, by location, each with where."""
        captured = (
            (meaning.location, self.made.get(int(path.root[1:])))
            for path, meaning in self.naming.variables.items()
            if path.root[0] == "v" and not path.steps and "#" in meaning.location
        )
        return tuple((place, made) for place, made in captured if made is not None and self.reach.in_loop(made[0]))

    @cached_property
    def exits(self) -> tuple[Point, ...]:
        """Where the function returns."""
        return tuple(
            (number, len(block.ops) - 1)
            for number, block in enumerate(self.function.blocks)
            if block.ops and isinstance(block.ops[-1], Return)
        )

    def reached(self, symbol: str) -> tuple[str, ...]:
        """Implementers of an interface method; those of test files are for test files."""
        found = self.world.implementers(symbol)
        if self.function.test:
            return found
        return tuple(one for one in found if not self.world.functions[one].test)

    def leads(self, symbol: str) -> bool:
        """Whether a call of the function is of interest: it is lowered here, or shared by another package."""
        return symbol in self.world.functions or self.world.shared(symbol)

    def answered(self, path: Path) -> bool:
        """Whether the object is what a function that is not in sight has returned."""
        made = self.paths.origin(path)
        if isinstance(made, Extract):
            made = self.paths.definition[made.tuple]
        if not isinstance(made, Call) or made.callee.builtin:
            return False
        found = callee_targets(made.callee, self.paths)
        known = self.world.outcomes
        return not any(one.symbol in known or (one.interface and self.reached(one.symbol)) for one in found)

    def content(self, value: int, point: Point) -> Path:
        """The path of a map there (see `Paths.content`): that of the original, until another one is in the copy."""
        own = self.paths.of[value]
        return own if self.owners.remade(own, point) else self.paths.content(value)

    def copied_maps(self, value: int, point: Point) -> list[tuple[tuple[str, ...], bool]]:
        """The steps to the maps in a copy of a struct that is loaded there, each with whether this function has put
        another one into the copy; none of what is no such copy."""
        made = self.paths.definition[value]
        if not isinstance(made, Load):
            return []
        whole = self.paths.of[made.address]
        inside = self.world.maps_inside(self.function.types[value], COPY)
        return [(steps, self.owners.remade(whole.then(*steps), point)) for steps in inside]

    def renamed(self, address: int) -> bool:
        """Whether the cell belongs to an object made here, and goes by the name of what was put there."""
        _, made = field_of(address, self.paths)
        return isinstance(self.paths.definition[made], Alloc) and self.paths.of[address].root != f"v{made}"

    def owned(self, path: Path, point: Point) -> bool:
        """Whether nobody else can have the object at that point."""
        return self.owners.owned(path, point)


def frame_of(function: Function, world: World, paths: Paths, variables: Mapping[Path, Captured]) -> Frame:
    """Run the analyses of one function."""
    reached = reach(function)
    naming = Naming(function, paths, variables, world.aliases)
    return Frame(
        function=function,
        world=world,
        paths=paths,
        naming=naming,
        reach=reached,
        locks=lock_sets(function, paths, naming, world.outcomes, world.own_locks, world.slots),
        owners=ownership(function, paths, world.outcomes, reached, lambda at: naming.location(at) in world.slots),
        goroutines=goroutines(function, paths, world.outcomes, reached, handed_to_workers(naming, world.pools)),
    )
