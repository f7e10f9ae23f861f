"""Accesses to variables that literals capture, and what orders them beyond spawns and joins.

A *cell* is a variable that is reassigned after it was captured, so that the function around and its literals share the
memory. Parts of a struct or array are told from each other, but for elements: which of them it is, is not known.
"""

from functools import cached_property

from golint_py.analyses.access_paths import ITEM, Path, step
from golint_py.analyses.facts import Access
from golint_py.analyses.frame import Frame
from golint_py.analyses.locksets import State
from golint_py.analyses.signals import Signals
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Closure,
    Const,
    Extract,
    FieldAddr,
    FreeVar,
    If,
    IndexAddr,
    Load,
    Op,
    Store,
)
from golint_py.ir.program import ops_of
from golint_py.types.model import Array, Pointer

Point = tuple[int, int]

ASKED = "asked "  # before the site of a goroutine that runs when somebody asks for it
GIVEN = "given"  # the address goes to a function, which may read what is there


def overlap(one: Access, other: Access) -> bool:
    """Whether two accesses to a variable touch the same memory, as far as that is known."""
    first, second = sorted((one.path.steps, other.path.steps), key=len)
    if first != second[: len(first)] or ITEM in first:
        return False
    return all(here.kind != GIVEN or not there.path.steps for here, there in ((one, other), (other, one)))


def _is_nil(op: Op | None) -> bool:
    return isinstance(op, Const) and op.value is None and op.known


class Cells:
    """The cells of one function. Filled while its operations are visited."""

    def __init__(self, frame: Frame, signals: Signals) -> None:
        self.frame = frame
        self.signals = signals
        self.found: list[Access] = []
        self._cells = {
            path.root
            for path, meaning in frame.naming.variables.items()
            if not path.steps and "#" in meaning.location and self._is_cell(path)
        }

    @property
    def asks(self) -> bool:
        """Whether the function has cells."""
        return bool(self._cells)

    def _is_cell(self, path: Path) -> bool:
        if path.root.startswith("f"):
            return self.frame.function.free[int(path.root[1:])].cell
        return isinstance(self.frame.paths.origin(path), Alloc)

    def see(self, op: Op, point: Point, state: State) -> None:
        """One operation, with the locks held before."""
        if not self._cells:
            return
        if type(op) is Store:
            if not op.init:
                self._touch(op, op.address, "write", point, state)
        elif type(op) is Load:
            self._touch(op, op.address, "read", point, state)
        elif type(op) is Call and not op.callee.builtin:
            for value in op.args:
                self._touch(op, value, GIVEN, point, state)

    def _part(self, address: int) -> tuple[int, tuple[str, ...]]:
        """The variable that an address lies in, and the fields and elements on the way there."""
        steps: list[str] = []
        part = self.frame.paths.definition[address]
        while isinstance(part, FieldAddr) or (isinstance(part, IndexAddr) and self._in_array(part)):
            steps.append(step(part.owner, part.field) if isinstance(part, FieldAddr) else ITEM)
            address = part.base
            part = self.frame.paths.definition[address]
        return address, tuple(reversed(steps))

    def _in_array(self, element: IndexAddr) -> bool:
        kind = self.frame.function.types[element.base]
        return isinstance(kind, Pointer) and isinstance(kind.elem, Array)

    def _touch(self, op: Load | Store | Call, address: int, kind: str, point: Point, state: State) -> None:
        variable, steps = self._part(address)
        made = self.frame.paths.definition[variable]
        if not isinstance(made, Alloc | FreeVar):
            return
        root = f"f{made.index}" if isinstance(made, FreeVar) else f"v{variable}"
        if root in self._cells and not (isinstance(made, FreeVar) and not made.cell):
            self.found.append(self._access(op, kind, Path(root, steps), point, state))

    def _access(self, op: Load | Store | Call, kind: str, path: Path, point: Point, state: State) -> Access:
        frame = self.frame
        return Access(
            at=op.at,
            kind=kind,
            path=path,
            location=frame.naming.variables[Path(path.root)].location,
            name=frame.naming.variables[Path(path.root)].name,
            held=frame.locks.held(state),
            ordered=self._ordered(point)
            | self._made_again(path, point)
            | self._begun_once(kind, path, point)
            | self._asked_later(op),
            beside=frame.goroutines.beside(point),
            once=kind == "write" and any(frame.tree.dominates(block, point[0]) for block in self._first_times),
            order=self.signals.order(point),
        )

    @cached_property
    def _first_times(self) -> frozenset[int]:
        """Blocks that run while a captured variable is nil, and set it: `if ready == nil { ready = ... }`."""
        definition = self.frame.paths.definition
        return frozenset(
            first
            for first, cells in self._while_nil
            if self._sets(first, {cell for cell in cells if isinstance(definition[cell], FreeVar)})
        )

    @cached_property
    def _while_nil(self) -> tuple[tuple[int, set[int]], ...]:
        """Blocks that only run while a variable is nil, each with the address of the variable."""
        function, definition = self.frame.function, self.frame.paths.definition
        found: list[tuple[int, set[int]]] = []
        for block in function.blocks:
            branch = block.ops[-1] if block.ops else None
            test = definition[branch.condition] if isinstance(branch, If) else None
            if not isinstance(branch, If) or not isinstance(test, Binary) or test.operator not in ("==", "!="):
                continue
            sides = [definition[test.left], definition[test.right]]
            nil = any(map(_is_nil, sides))
            cells = {side.address for side in sides if isinstance(side, Load)}
            first = branch.then if test.operator == "==" else branch.other
            if nil and len(function.blocks[first].predecessors) == 1:
                found.append((first, cells))
        return tuple(found)

    def _sets(self, first: int, cells: set[int], before: Point | None = None) -> bool:
        """Whether a block, or one that it dominates, stores to one of the variables; `before` a point, on every way."""
        return any(
            store.address in cells
            and self.frame.tree.dominates(first, point[0])
            and (before is None or self.frame.tree.precedes(point, before))
            for point, store in self.frame.paths.at(Store)
        )

    def _begun_once(self, kind: str, path: Path, point: Point) -> frozenset[str]:
        """Sites of goroutines that are started where a variable is nil, once it has been set there: they do not run yet
        when it is set."""
        if kind != "write" or path.steps or not path.root.startswith("v") or not self._while_nil:
            return frozenset()
        variable = int(path.root[1:])
        if variable in self._set_back:
            return frozenset()
        return frozenset(
            site
            for first, cells in self._while_nil
            for spawn in self.frame.goroutines.spawns
            if variable in cells
            and self.frame.tree.dominates(first, spawn.point[0])
            and self._sets(first, {variable}, before=spawn.point)
            and not self.signals.leads(spawn.point, frozenset(((first, 0),)), point)
            for site in spawn.sites
        )

    @cached_property
    def _set_back(self) -> frozenset[int]:
        """Variables that are set to nil once more, or that literals set, who knows to what."""
        function, definition = self.frame.function, self.frame.paths.definition
        back = {op.address for _, op in self.frame.paths.at(Store) if not op.init and _is_nil(definition[op.value])}
        work = [(literal, literal.bindings) for literal in ops_of(function, Closure)]
        seen: set[tuple[str, tuple[int, ...]]] = set()
        while work:
            literal, variables = work.pop()
            if (literal.symbol, variables) in seen:
                continue  # a local function that calls itself
            seen.add((literal.symbol, variables))
            body = self.frame.world.functions.get(literal.symbol)
            if body is None:
                back |= set(variables)
                continue
            captured = {op.result: variables[op.index] for op in ops_of(body, FreeVar) if op.cell}
            back |= {captured[store.address] for store in ops_of(body, Store) if store.address in captured}
            inside = ops_of(body, Closure)
            work += [(one, tuple([captured.get(value, -1) for value in one.bindings])) for one in inside]
        return frozenset(back)

    def _ordered(self, point: Point) -> frozenset[str]:
        """Sites that cannot run beside the point. What this function starts when it calls itself has variables of its
        own."""
        spawns, regions = self.frame.goroutines.spawns, self.frame.goroutines.parallel
        own = f"{self.frame.function.symbol}@"
        beside: set[str] = set()
        for spawn, region in zip(spawns, regions, strict=True):
            if region.contains(point):
                beside |= {site for site in spawn.sites if spawn.kind != "inner" or not site.startswith(own)}
        return frozenset(site for spawn in spawns for site in spawn.sites) - beside

    def _asked_later(self, op: Op) -> frozenset[str]:
        """What a call may have started, where a test sets a variable to its result: if a handler that the call was
        given starts it, nobody has asked for that yet."""
        if type(op) is not Store or not self.frame.function.test:
            return frozenset()
        made, known = self.frame.paths.definition[op.value], self.frame.world.outcomes
        point = self.frame.made.get(made.tuple if isinstance(made, Extract) else op.value)
        spawns = [one for one in self.frame.goroutines.spawns if one.point == point]
        inside = (known[run.symbol].spawns for one in spawns for run, _ in one.runs if run.symbol in known)
        return frozenset(ASKED + site for sites in (*(one.sites for one in spawns), *inside) for site in sites)

    def _made_again(self, path: Path, point: Point) -> frozenset[str]:
        """Sites that only run beside another variable of the same name: a loop makes one each time."""
        spawns = self.frame.goroutines.spawns
        made = self.frame.made.get(int(path.root[1:])) if spawns and path.root.startswith("v") else None
        if made is None:
            return frozenset()
        barrier = frozenset((made,))
        return frozenset(
            site for spawn in spawns if not self.signals.leads(spawn.point, barrier, point) for site in spawn.sites
        )
