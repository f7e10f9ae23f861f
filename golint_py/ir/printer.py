"""The printed form of functions: one line for each operation, as the comments in `ops` show it."""

from collections.abc import Callable
from typing import Any

from golint_py.ir import ops as O
from golint_py.ir.ops import Callee, Op
from golint_py.ir.program import Function


def print_function(function: Function) -> str:
    """The function as text, ending with a newline."""
    names = [f"v{value} {name}" for value, name in enumerate(function.params)]
    lines = [f"func {function.symbol}({', '.join(names)})"]
    if function.parent:
        lines[0] += f" in {function.parent}"
    if function.range_body:
        lines[0] += " range body"
    for number, block in enumerate(function.blocks):
        before = ", ".join(map(str, block.predecessors))
        lines.append(f"{number}:" + (f"  <- {before}" if before else ""))
        lines += [f"    {print_op(op, block.predecessors)}" for op in block.ops]
    return "\n".join(lines) + "\n"


def print_op(op: Op, predecessors: tuple[int, ...] = ()) -> str:
    """The operation as text; a phi needs its block's predecessors to name them."""
    if isinstance(op, O.Phi):
        pairs = [
            f"{predecessors[place] if place < len(predecessors) else '?'}: v{value}"
            for place, value in enumerate(op.operands)
        ]
        return f"v{op.result} = phi [{', '.join(pairs)}]" + (f" {op.name}" if op.name else "")
    text = _FORMS[op.__class__](op)
    result = getattr(op, "result", None)
    return text if result is None else f"v{result} = {text}"


def _values(values: tuple[int, ...]) -> str:
    return "(" + ", ".join(f"v{value}" for value in values) + ")"


def _call(word: str, callee: Callee, args: tuple[int, ...], spread: bool) -> str:
    name = callee.symbol
    if callee.builtin:
        name = f"builtin {name}"
    elif callee.interface:
        name = f"interface {name}"
    elif callee.value is not None:
        name = f"{name} v{callee.value}".strip()
    return f"{word} {name} {_values(args)}" + (" spread" if spread else "")


def _const(op: O.Const) -> str:
    if not op.known:
        return "const ?"
    if op.value is None:
        return "const nil"
    if isinstance(op.value, str):
        return "const " + '"' + op.value.encode("unicode_escape").decode("ascii").replace('"', '\\"') + '"'
    if isinstance(op.value, bool):
        return "const true" if op.value else "const false"
    return f"const {op.value}"


def _bound(value: int | None) -> str:
    return "" if value is None else f"v{value}"


def _slice(op: O.SliceOf) -> str:
    return f"slice v{op.base} [{_bound(op.low)}:{_bound(op.high)}:{_bound(op.max)}]"


def _select(op: O.Select) -> str:
    cases = [
        f"recv v{case.channel}" if case.value is None else f"send v{case.channel} <- v{case.value}" for case in op.cases
    ]
    return f"select {'blocking ' if op.blocking else ''}({', '.join(cases)})"


def _field(op: O.FieldAddr | O.FieldOf) -> str:
    return f"{op.owner}.{op.field}" if op.owner else op.field


def _unknown(op: O.Unknown) -> str:
    return f'unknown "{op.reason}"' + (f" {_values(op.operands)}" if op.operands else "")


_FORMS: dict[type, Callable[[Any], str]] = {
    O.Param: lambda op: f"param {op.index} {op.name}",
    O.FreeVar: lambda op: f"freevar {op.index} {op.name}" + (" cell" if op.cell else ""),
    O.Const: _const,
    O.Global: lambda op: f"global {op.symbol}",
    O.FuncRef: lambda op: f"func {op.symbol}",
    O.Unknown: _unknown,
    O.Alloc: lambda op: f"alloc {op.name}".strip() + (" heap" if op.heap else ""),
    O.Load: lambda op: f"load v{op.address}",
    O.Store: lambda op: f"store v{op.address} <- v{op.value}" + (" init" if op.init else ""),
    O.FieldAddr: lambda op: f"fieldaddr v{op.base} {_field(op)}",
    O.FieldOf: lambda op: f"field v{op.base} {_field(op)}",
    O.IndexAddr: lambda op: f"indexaddr v{op.base} [v{op.index}]",
    O.IndexOf: lambda op: f"index v{op.base} [v{op.index}]",
    O.SliceOf: _slice,
    O.MapRead: lambda op: f"mapread v{op.map} [v{op.key}]" + (" ok" if op.comma_ok else ""),
    O.MapWrite: lambda op: f"mapwrite v{op.map} [v{op.key}] <- v{op.value}" + (" init" if op.init else ""),
    O.MapDelete: lambda op: f"mapdelete v{op.map} [v{op.key}]",
    O.MapClear: lambda op: f"mapclear v{op.map}",
    O.MapLen: lambda op: f"maplen v{op.map}",
    O.Range: lambda op: f"range v{op.base} {op.over}",
    O.Next: lambda op: f"next v{op.iterator}",
    O.Extract: lambda op: f"extract v{op.tuple} {op.index}",
    O.Unary: lambda op: f"unary {op.operator} v{op.operand}",
    O.Binary: lambda op: f"binary {op.operator} v{op.left} v{op.right}",
    O.Convert: lambda op: f"convert {op.kind} v{op.operand}",
    O.TypeAssert: lambda op: f"assert v{op.operand}" + (" ok" if op.comma_ok else ""),
    O.MakeMap: lambda op: "makemap",
    O.MakeChan: lambda op: f"makechan {_bound(op.size)}".strip(),
    O.MakeSlice: lambda op: f"makeslice v{op.length} {_bound(op.capacity)}".strip(),
    O.Closure: lambda op: f"closure {op.symbol} {_values(op.bindings)}",
    O.BoundMethod: lambda op: f"bound {'interface ' if op.interface else ''}{op.symbol} v{op.receiver}",
    O.Call: lambda op: _call("call", op.callee, op.args, op.spread),
    O.Go: lambda op: _call("go", op.callee, op.args, op.spread),
    O.Defer: lambda op: _call("defer", op.callee, op.args, op.spread),
    O.RunDefers: lambda op: "rundefers",
    O.Send: lambda op: f"send v{op.channel} <- v{op.value}",
    O.Recv: lambda op: f"recv v{op.channel}" + (" ok" if op.comma_ok else ""),
    O.Select: _select,
    O.Jump: lambda op: f"jump {op.target}",
    O.If: lambda op: f"if v{op.condition} then {op.then} else {op.other}",
    O.Return: lambda op: f"return {_values(op.values)}",
    O.Panic: lambda op: f"panic v{op.value}",
    O.Exit: lambda op: "exit",
}
