"""The operations of the intermediate representation: plain SSA, close to Go.

Every operation that yields a value has a `result`, the number of that value in its function; operands are such numbers.
`at` is the number of the operation's place in `Function.spans`. No operation inherits from another; variants are
fields.
Instructions end at the first terminator (`Jump`, `If`, `Return`, `Panic`, `Exit`), which is the last op of each block.

Values of several results are tuples, taken apart by `Extract`. Memory: a *cell* (`Alloc`) holds every variable whose
address is taken, that is reassigned after being captured, or that is a struct or array with a field or element store;
all other variables are values (Braun et al. 2013, "Simple and Efficient Construction of SSA Form").
Addresses come from `Alloc`, `Global`, `FieldAddr`, `IndexAddr` and from pointers that the program has.

The comment behind each class is its printed form.
"""

from msgspec import Struct

Value = int
Block = int


class Param(Struct, frozen=True, eq=False, gc=False):  # v0 = param 0 x
    """A parameter; the receiver is number 0 of a method."""

    result: Value
    at: int
    index: int
    name: str


class FreeVar(Struct, frozen=True, eq=False, gc=False):  # v1 = freevar 0 x cell
    """A captured variable of the enclosing function. `cell`: the value is the address of the variable's cell,
    else its value (it is never reassigned)."""

    result: Value
    at: int
    index: int
    name: str
    cell: bool


class Const(Struct, frozen=True, eq=False, gc=False):  # v2 = const 42
    """A constant; `value` None is nil, a zero value of a composite type, or a constant that could not be folded
    (`known` False)."""

    result: Value
    at: int
    value: bool | int | float | str | None
    known: bool = True


class Global(Struct, frozen=True, eq=False, gc=False):  # v3 = global example.com/p.x
    """The address of a package variable."""

    result: Value
    at: int
    symbol: str


class FuncRef(Struct, frozen=True, eq=False, gc=False):  # v4 = func example.com/p.f
    """A declared function, or a method expression (receiver is the first parameter), as a value."""

    result: Value
    at: int
    symbol: str


class Unknown(Struct, frozen=True, eq=False, gc=False):  # v5 = unknown "reason"
    """A value the lowering cannot express; `operands` were evaluated for it."""

    result: Value
    at: int
    reason: str
    operands: tuple[Value, ...] = ()


class Alloc(Struct, frozen=True, eq=False, gc=False):  # v6 = alloc x
    """A fresh zeroed object; the value is its address. `name` is the variable, or "" for `new(T)`, `&T{}`, literals.
    `heap`: may outlive the function (address taken, captured, new, &T{})."""

    result: Value
    at: int
    name: str
    heap: bool


class Load(Struct, frozen=True, eq=False, gc=False):  # v7 = load v6
    """Read through an address."""

    result: Value
    at: int
    address: Value


class Store(Struct, frozen=True, eq=False, gc=False):  # store v6 <- v2
    """Write through an address. `init`: part of a variable's declaration or of a composite literal."""

    at: int
    address: Value
    value: Value
    init: bool = False


class FieldAddr(Struct, frozen=True, eq=False, gc=False):  # v8 = fieldaddr v6 path.T.f
    """Address of a field of the struct that `base` points to. `owner` is the type that declares the field ("" where it
    has no name). Where the operand's type is unknown: owner "", index -1, and `base` is the operand's value."""

    result: Value
    at: int
    base: Value
    owner: str
    field: str
    index: int


class FieldOf(Struct, frozen=True, eq=False, gc=False):  # v9 = field v7 path.T.f
    """Field of a struct value."""

    result: Value
    at: int
    base: Value
    owner: str
    field: str
    index: int


class IndexAddr(Struct, frozen=True, eq=False, gc=False):  # v10 = indexaddr v9 [v2]
    """Address of an element of a slice, or of the array that `base` points to."""

    result: Value
    at: int
    base: Value
    index: Value


class IndexOf(Struct, frozen=True, eq=False, gc=False):  # v11 = index v9 [v2]
    """Element of an array value or a string; of an operand of unknown type."""

    result: Value
    at: int
    base: Value
    index: Value


class SliceOf(Struct, frozen=True, eq=False, gc=False):  # v12 = slice v9 [v1:v2:]
    """`x[low:high:max]`; `base` is a slice, a string, or the address of an array. None where left out."""

    result: Value
    at: int
    base: Value
    low: Value | None
    high: Value | None
    max: Value | None


class MapRead(Struct, frozen=True, eq=False, gc=False):  # v13 = mapread v9 [v2] ok
    """`m[k]`; with `comma_ok` the value is a tuple (element, bool)."""

    result: Value
    at: int
    map: Value
    key: Value
    comma_ok: bool


class MapWrite(Struct, frozen=True, eq=False, gc=False):  # mapwrite v9 [v2] <- v3
    """`m[k] = v`, also the store half of `m[k] op= v` and `m[k]++`. `init`: an element of a composite literal."""

    at: int
    map: Value
    key: Value
    value: Value
    init: bool = False


class MapDelete(Struct, frozen=True, eq=False, gc=False):  # mapdelete v9 [v2]
    """`delete(m, k)`."""

    at: int
    map: Value
    key: Value


class MapClear(Struct, frozen=True, eq=False, gc=False):  # mapclear v9
    """`clear(m)` of a map."""

    at: int
    map: Value


class MapLen(Struct, frozen=True, eq=False, gc=False):  # v14 = maplen v9
    """`len(m)` of a map."""

    result: Value
    at: int
    map: Value


class Range(Struct, frozen=True, eq=False, gc=False):  # v15 = range v9 map
    """Start of a loop over a map or string; the value is the iterator. `over` is "map" or "string"."""

    result: Value
    at: int
    base: Value
    over: str


class Next(Struct, frozen=True, eq=False, gc=False):  # v16 = next v15
    """Advance an iterator: a tuple (ok, key, element)."""

    result: Value
    at: int
    iterator: Value


class Extract(Struct, frozen=True, eq=False, gc=False):  # v17 = extract v16 1
    """One element of a tuple."""

    result: Value
    at: int
    tuple: Value
    index: int


class Unary(Struct, frozen=True, eq=False, gc=False):  # v18 = unary - v2
    """`+ - ! ^` applied to a value (`&`, `*` and `<-` have ops of their own)."""

    result: Value
    at: int
    operator: str
    operand: Value


class Binary(Struct, frozen=True, eq=False, gc=False):  # v19 = binary + v2 v3
    """A binary operation without control flow (`&&` and `||` are blocks)."""

    result: Value
    at: int
    operator: str
    left: Value
    right: Value


class Convert(Struct, frozen=True, eq=False, gc=False):  # v20 = convert pointer->unsafe v2
    """An explicit conversion `T(x)`, or an implicit one to an interface type. The types are those of the values.

    `kind`: "unsafe->pointer", "pointer->unsafe", "unsafe->uintptr", "uintptr->unsafe", "interface" (to an interface
    type), "string->bytes", "bytes->string", "value" (anything else, numeric and same-underlying), "unknown".
    """

    result: Value
    at: int
    kind: str
    operand: Value


class TypeAssert(Struct, frozen=True, eq=False, gc=False):  # v21 = assert v2 ok
    """`x.(T)`; with `comma_ok` a tuple (T, bool)."""

    result: Value
    at: int
    operand: Value
    comma_ok: bool


class MakeMap(Struct, frozen=True, eq=False, gc=False):  # v22 = makemap
    """`make(map[K]V, n)` or a map literal (whose elements follow as `MapWrite` with `init`)."""

    result: Value
    at: int


class MakeChan(Struct, frozen=True, eq=False, gc=False):  # v23 = makechan v2
    """`make(chan T, size)`; `size` None is unbuffered."""

    result: Value
    at: int
    size: Value | None


class MakeSlice(Struct, frozen=True, eq=False, gc=False):  # v24 = makeslice v2 v2
    """`make([]T, len, cap)`. A slice literal is an `Alloc` of an array, stores, and `SliceOf`."""

    result: Value
    at: int
    length: Value
    capacity: Value | None


class Closure(Struct, frozen=True, eq=False, gc=False):  # v25 = closure path.f$1 (v1, v6)
    """A function literal with what it captures: cell addresses or values, in the order of its free variables. Where a
    literal uses a local function, that is made again from what both capture (see `local_functions`)."""

    result: Value
    at: int
    symbol: str
    bindings: tuple[Value, ...]


class BoundMethod(Struct, frozen=True, eq=False, gc=False):  # v26 = bound (*path.T).M v1
    """A method value `x.M` that is not called at once. `interface`: the receiver is an interface value."""

    result: Value
    at: int
    symbol: str
    receiver: Value
    interface: bool


class Callee(Struct, frozen=True, eq=False, gc=False):
    """Whom a call calls.

    `symbol` is the static callee (`path.f`, `(*path.T).M`, `path.f$1` for a literal called on the spot), or for a call
    through an interface the method's symbol `(path.I).M` with `interface` True, or "" for a function value. `value` is
    the function value where there is no static callee (or the closure of a literal called on the spot). The receiver of
    a method is `args[0]`. `builtin` names a predeclared or unsafe function (`append`, `unsafe.Slice`).
    """

    symbol: str
    value: Value | None
    interface: bool = False
    builtin: bool = False


class Call(Struct, frozen=True, eq=False, gc=False):  # v27 = call path.f (v1, v2)
    """A call. `spread`: the last argument was written `xs...`, else variadic arguments are passed one by one.
    The value is the result, or a tuple of several; -1 is never used: a call without results has an unused value."""

    result: Value
    at: int
    callee: Callee
    args: tuple[Value, ...]
    spread: bool = False


class Go(Struct, frozen=True, eq=False, gc=False):  # go path.f (v1, v2)
    """`go f(x)`: function and arguments were evaluated by the spawner."""

    at: int
    callee: Callee
    args: tuple[Value, ...]
    spread: bool = False


class Defer(Struct, frozen=True, eq=False, gc=False):  # defer path.f (v1, v2)
    """`defer f(x)`: function and arguments are evaluated here, the call runs at `RunDefers`. In a range body (see
    `Function.range_body`) it runs at the `RunDefers` of the function around."""

    at: int
    callee: Callee
    args: tuple[Value, ...]
    spread: bool = False


class RunDefers(Struct, frozen=True, eq=False, gc=False):  # rundefers
    """Before each `Return` of a function that defers: the deferred calls that were reached, in reverse order."""

    at: int


class Send(Struct, frozen=True, eq=False, gc=False):  # send v2 <- v3
    """`c <- v`."""

    at: int
    channel: Value
    value: Value


class Recv(Struct, frozen=True, eq=False, gc=False):  # v28 = recv v2 ok
    """`<-c`; with `comma_ok` a tuple (element, bool). A range over a channel receives with comma ok."""

    result: Value
    at: int
    channel: Value
    comma_ok: bool


class SelectCase(Struct, frozen=True, eq=False, gc=False):
    """One communication of a select: a send when `value` is given, else a receive."""

    channel: Value
    value: Value | None
    at: int


class Select(Struct, frozen=True, eq=False, gc=False):  # v29 = select blocking (recv v2, send v3 <- v4)
    """A select: the tuple (index of the chosen case, ok, received value of case 0, of case 1, ...). Without `blocking`
    (there is a default clause) the index may be -1."""

    result: Value
    at: int
    cases: tuple[SelectCase, ...]
    blocking: bool


class Phi(Struct, frozen=True, eq=False, gc=False):  # v30 = phi [0: v1, 2: v5] x
    """The value of the operand whose block was left last. Operands stand in the order of the block's predecessors.
    `name` is the source variable, if any."""

    result: Value
    at: int
    operands: tuple[Value, ...]
    name: str


class Jump(Struct, frozen=True, eq=False, gc=False):  # jump 3
    """Go on at the block."""

    at: int
    target: Block


class If(Struct, frozen=True, eq=False, gc=False):  # if v2 then 3 else 4
    """Branch on a boolean."""

    at: int
    condition: Value
    then: Block
    other: Block


class Return(Struct, frozen=True, eq=False, gc=False):  # return (v1, v2)
    """Leave the function. Named results were loaded after the deferred calls."""

    at: int
    values: tuple[Value, ...]


class Panic(Struct, frozen=True, eq=False, gc=False):  # panic v1
    """`panic(x)`. There are no implicit panic edges."""

    at: int
    value: Value


class Exit(Struct, frozen=True, eq=False, gc=False):  # exit
    """After a call that never returns (`os.Exit`, `log.Fatal`, `runtime.Goexit`; `knowledge/noreturn.toml`), after an
    empty `select {}`, and at the end of unreachable code."""

    at: int


Op = (
    Param
    | FreeVar
    | Const
    | Global
    | FuncRef
    | Unknown
    | Alloc
    | Load
    | Store
    | FieldAddr
    | FieldOf
    | IndexAddr
    | IndexOf
    | SliceOf
    | MapRead
    | MapWrite
    | MapDelete
    | MapClear
    | MapLen
    | Range
    | Next
    | Extract
    | Unary
    | Binary
    | Convert
    | TypeAssert
    | MakeMap
    | MakeChan
    | MakeSlice
    | Closure
    | BoundMethod
    | Call
    | Go
    | Defer
    | RunDefers
    | Send
    | Recv
    | Select
    | Phi
    | Jump
    | If
    | Return
    | Panic
    | Exit
)

TERMINATORS = (Jump, If, Return, Panic, Exit)
