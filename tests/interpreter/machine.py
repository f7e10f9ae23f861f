"""The machine: goroutines with frames, run to the point where they block, in the order in which they became ready."""

from collections import deque
from typing import Any

from golint_py.ir import ops as O
from golint_py.ir.program import Function as Code
from golint_py.types.model import Type, TypeParam
from golint_py.types.substitute import substitute
from interpreter.unify import mentions_parameters, unify
from interpreter.values import Bindings, Function, GoPanic, Types


class Halt(Exception):
    """The program ended by itself (`os.Exit`)."""


class Deadlock(Exception):
    """No goroutine can go on."""


class Blocked(Exception):
    """Raised by a native function that has to wait; the call is tried again later."""


class Frame:
    """A call that is running. `home` is the frame that deferred calls of a range body belong to."""

    __slots__ = ("back", "block", "code", "defers", "env", "free", "home", "place", "result", "source", "values")

    def __init__(self, code: Code, args: list[Any], free: tuple[Any, ...], env: Bindings, result: int) -> None:
        self.code = code
        self.values: dict[int, Any] = dict(enumerate(args))
        self.free = free
        self.env = env
        self.block = 0
        self.source = 0
        self.place = 0
        self.result = result
        self.defers: list[tuple[Any, list[Any]]] = []
        self.home: Frame = self
        self.back = "call"  # who gets control on return: "call", "defers", "unwind", "recovered"

    def type(self, value: int) -> Type | None:
        """The type of a value, with what is known of type parameters."""
        found = self.code.types[value]
        return substitute(found, self.env) if self.env else found


class Panicking:
    """A panic on its way."""

    __slots__ = ("recovered", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.recovered = False


class Goroutine:
    """Frames, innermost last."""

    __slots__ = ("frames", "panics", "result", "turn", "waits")

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.panics: list[Panicking] = []
        self.result: Any = None
        self.turn: Any = None
        self.waits = False


class Machine:
    """A program: functions by symbol, package variables, goroutines."""

    def __init__(self, functions: dict[str, Code], variadic: set[str], types: Types, natives: dict[str, Any]) -> None:
        self.functions = functions
        self.variadic = variadic
        self.types = types
        self.natives = natives
        self.globals: dict[str, list[Any]] = {}
        self.ready: deque[Goroutine] = deque()
        self.sleeping: list[tuple[int, int, Goroutine]] = []
        self.clock = 0
        self.serial = 0
        self.states: dict[Any, Any] = {}
        self.out: list[bytes] = []
        self.budget = 20_000_000

    # Calls.

    def enter(self, goroutine: Goroutine, function: Function, args: list[Any], result: int, env: Bindings) -> Frame:
        """Push a frame for a function of the program."""
        code = self.functions[function.symbol]
        frame = Frame(code, args, function.bindings, {**function.env, **env}, result)
        if code.range_body and function.home is not None:
            frame.home = function.home
        goroutine.frames.append(frame)
        return frame

    def packed(self, symbol: str, args: list[Any], spread: bool, pack: Any) -> list[Any]:
        """Arguments with the variadic ones in a slice."""
        if symbol not in self.variadic or spread:
            return args
        fixed = len(self.functions[symbol].params) - 1
        return [*args[:fixed], pack(args[fixed:])]

    def bindings(self, code: Code, given: list[Type | None], result: Type | None) -> Bindings:
        """Type arguments, as arguments and result tell them."""
        found: dict[TypeParam, Type | None] = {}
        wanted = [code.types[place] for place in range(len(code.params))]
        if mentions_parameters(wanted) or mentions_parameters(list(code.results)):
            for pattern, type in zip(wanted, given, strict=False):
                unify(pattern, type, found, self.types.lookup)
            results = getattr(result, "elems", None) or (result,)
            for pattern, type in zip(code.results, results, strict=False):
                unify(pattern, type, found, self.types.lookup)
        return found

    def invoke(self, function: Any, args: list[Any]) -> Any:
        """Run a function value to its end, from native code."""
        from interpreter.calls import call_value

        goroutine = Goroutine()
        call_value(self, goroutine, function, args, -1)
        while goroutine.frames:
            self.step(goroutine)
        return goroutine.result

    # Running.

    def spawn(self, goroutine: Goroutine) -> None:
        """Make a goroutine ready."""
        self.ready.append(goroutine)

    def wake(self, goroutine: Goroutine) -> None:
        """A blocked goroutine may go on."""
        self.ready.append(goroutine)

    def run(self, main: Goroutine) -> None:
        """Run until the main goroutine ends."""
        self.ready.append(main)
        idle = 0
        while main.frames:
            if not self.ready or idle > len(self.ready):
                if not self.sleeping:
                    raise Deadlock("all goroutines are asleep")
                self.sleeping.sort(key=lambda one: one[:2])
                self.clock, _, sleeper = self.sleeping.pop(0)
                self.ready.append(sleeper)
                idle = 0
            goroutine = self.ready.popleft()
            goroutine.waits = False
            progress = False
            while goroutine.frames and not goroutine.waits:
                try:
                    self.step(goroutine)
                    progress = True
                except Blocked:
                    self.ready.append(goroutine)
                    break
            idle = 0 if progress else idle + 1

    def step(self, goroutine: Goroutine) -> None:
        """One operation."""
        from interpreter.calls import unwind
        from interpreter.step import STEPS

        self.budget -= 1
        if self.budget < 0:
            raise Deadlock("the program runs too long")
        frame = goroutine.frames[-1]
        op = frame.code.blocks[frame.block].ops[frame.place]
        frame.place += 1
        try:
            STEPS[op.__class__](self, goroutine, frame, op)
        except Blocked:
            frame.place -= 1
            raise
        except GoPanic as panic:
            goroutine.panics.append(Panicking(panic.value))
            unwind(self, goroutine)

    def enter_block(self, frame: Frame, target: int) -> None:
        """Go on at a block; phis take their values at once."""
        frame.source, frame.block, frame.place = frame.block, target, 0
        block = frame.code.blocks[target]
        if block.ops[0].__class__ is O.Phi:
            place = block.predecessors.index(frame.source)
            found: dict[int, Any] = {}
            for op in block.ops:
                if op.__class__ is not O.Phi:
                    break
                found[op.result] = frame.values[op.operands[place]]
                frame.place += 1
            frame.values.update(found)
