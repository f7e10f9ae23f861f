"""Lowering, builder, dominators, printer and verifier of the intermediate representation."""

import os
from pathlib import Path

import msgspec
import pytest
from lowering import functions_of

from golint_py.ir import ops as O
from golint_py.ir.dominators import blocks_in_cycles, dominators, natural_loops, post_dominators
from golint_py.ir.operands import operands, result, rewrite
from golint_py.ir.printer import print_function
from golint_py.ir.program import Block, Function
from golint_py.ir.verify import verify

FOLDER = Path(__file__).resolve().parent.parent / "testdata" / "ir" / "print"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.go")))
def test_printed_form(name: str) -> None:
    """The golden beside the source; UPDATE=1 writes it."""
    functions = functions_of((FOLDER / f"{name}.go").read_text())
    assert [text for function in functions.values() for text in verify(function)] == []
    printed = "\n".join(print_function(function) for function in functions.values())
    golden = FOLDER / f"{name}.ssa"
    if os.environ.get("UPDATE"):
        golden.write_text(printed)
    assert printed == golden.read_text()


def ops_of(function: Function) -> list[O.Op]:
    return [op for block in function.blocks for op in block.ops]


def kinds(source: str, symbol: str = "p.f", go: tuple[int, int] = (1, 27)) -> list[str]:
    return [op.__class__.__name__ for op in ops_of(functions_of(source, go)[symbol])]


# Cells.


def allocated(source: str, symbol: str = "p.f", go: tuple[int, int] = (1, 27)) -> set[str]:
    return {op.name for op in ops_of(functions_of(source, go)[symbol]) if isinstance(op, O.Alloc) and op.name}


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        ("x := 1; _ = func() int { return x }", set()),
        ("x := 1; x = 2; _ = func() int { return x }", set()),
        ("x := 1; _ = func() int { return x }; x = 2", {"x"}),
        ("x := 1; _ = func() { x++ }", {"x"}),
        ("x := 1; for range 3 { x++; _ = func() int { return x } }", {"x"}),
        ("for range 3 { x := 1; x++; _ = func() int { return x } }", set()),
        ("x := 1; _ = &x", {"x"}),
        ("x := [2]int{}; _ = x[:]", {"x"}),
        ("x := []int{}; _ = x[:]", set()),
        ("x := [2]int{}; x[0] = 1", {"x"}),
        ("x := [2]int{}; _ = x[0]", set()),
        ("x := T{}; x.n = 1", {"x"}),
        ("x := &T{}; x.n = 1", set()),
        ("x := T{}; x.ptr()", {"x"}),
        ("x := T{}; x.val()", set()),
        ("x := &T{}; x.ptr()", set()),
        ("var g func(); g = func() { g() }; g()", {"g"}),
        ("for i := 0; i < 3; i++ { _ = func() int { return i } }", set()),
        ("for i := 0; i < 3; i++ { _ = func() int { i++; return i } }", {"i"}),
        ("x := 1; for range seq { x++ }", {"x"}),
        ("x := 1; for range seq { _ = x }; x = 2", set()),
    ],
)
def test_cells(body: str, cells: set[str]) -> None:
    source = f"""package p
type T struct{{ n int }}
func (t *T) ptr() {{}}
func (t T) val() {{}}
func seq(func() bool) {{}}
func f() {{ {body} }}
"""
    assert allocated(source) == cells


def test_captured_loop_variable_is_a_cell_before_go_1_22() -> None:
    source = "package p\nfunc f(xs []int) { for _, v := range xs { go func() { _ = v }() } }\n"
    assert allocated(source, go=(1, 21)) == {"v"}
    assert allocated(source, go=(1, 22)) == set()


def test_closures_over_one_variable_agree_on_it() -> None:
    source = "package p\nfunc f() { x := 1; go func() { x++; func() { x++ }() }(); x = 2 }\n"
    functions = functions_of(source)
    inner, outer = functions["p.f$1$1"].free[0], functions["p.f$1"].free[0]
    assert inner == outer
    assert (inner.owner, inner.declared, inner.cell) == ("p.f", source.index("x :="), True)


# Evidence for maps.


def test_comma_ok_delete_and_string_index_prove_a_map() -> None:
    source = """package p
import "unknown.example/u"
func f(k int) {
	m := u.Make()
	_, ok := m[k]
	delete(m, k)
	_ = m["a"]
	_ = ok
}
"""
    found = kinds(source)
    assert found.count("MapRead") == 2
    assert found.count("MapDelete") == 1


def test_element_store_and_op_assign_read_and_write_the_map() -> None:
    assert kinds('package p\nfunc f(m map[string]int) { m["a"]++ }').count("MapRead") == 1
    assert "MapRead" not in kinds('package p\nfunc f(m map[string]int) { m["a"] = 1 }')


def test_field_of_unknown_operand_goes_through_an_address() -> None:
    source = 'package p\nimport "unknown.example/u"\nfunc f() { x := u.Get(); _ = x.name; x.name = 1 }\n'
    found = [op for op in ops_of(functions_of(source)["p.f"]) if isinstance(op, O.FieldAddr)]
    assert [(op.owner, op.field, op.index) for op in found] == [("", "name", -1)] * 2
    assert found[0].base == found[1].base


# Calls.


def test_noreturn_call_ends_its_block() -> None:
    source = 'package p\nimport "os"\nfunc f(b bool) int { if b { os.Exit(1) }; return 2 }\n'
    function = functions_of(source, noreturn=frozenset({"os.Exit"}))["p.f"]
    assert sum(isinstance(op, O.Exit) for op in ops_of(function)) == 1
    returns = next(number for number, block in enumerate(function.blocks) if isinstance(block.ops[-1], O.Return))
    assert len(function.blocks[returns].predecessors) == 1


@pytest.mark.parametrize(
    ("name", "test", "ends"), [("FatalStack", True, 1), ("Report", True, 0), ("FatalStack", False, 0)]
)
def test_a_helper_of_tests_that_fails_by_its_name_does_not_return(name: str, test: bool, ends: int) -> None:
    source = (
        f'package p\nimport "testing"\nfunc f(t *testing.T, b bool) int {{ if b {{ {name}(t, "no") }}; return 2 }}\n'
    )
    source += f"func {name}(t *testing.T, s string) {{}}\n"
    assert sum(isinstance(op, O.Exit) for op in ops_of(functions_of(source, test=test)["p.f"])) == ends


def test_promoted_method_gets_the_embedded_receiver() -> None:
    source = """package p
import "sync"
type T struct { n int; sync.Mutex }
func f(t *T) { t.Lock() }
"""
    found = ops_of(functions_of(source)["p.f"])
    field = next(op for op in found if isinstance(op, O.FieldAddr))
    call = next(op for op in found if isinstance(op, O.Call))
    assert (field.owner, field.field) == ("p.T", "Mutex")
    assert call.callee.symbol == "(*sync.Mutex).Lock"
    assert call.args == (field.result,)


def test_call_through_a_map_element_is_no_conversion() -> None:
    source = "package p\nfunc f(m map[string]func(int) int, k string) int { return m[k](1) }\n"
    found = kinds(source)
    assert "MapRead" in found
    assert "Call" in found
    assert "Convert" not in found


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("unsafe.Pointer(p)", "pointer->unsafe"),
        ("uintptr(unsafe.Pointer(p))", "unsafe->uintptr"),
        ("unsafe.Pointer(u)", "uintptr->unsafe"),
        ("(*byte)(unsafe.Pointer(p))", "unsafe->pointer"),
        ("[]byte(s)", "string->bytes"),
        ("string([]byte(s))", "bytes->string"),
        ("any(s)", "interface"),
        ("int8(u)", "value"),
    ],
)
def test_conversion_kinds(expression: str, kind: str) -> None:
    source = f'package p\nimport "unsafe"\nfunc f(p *int, u uintptr, s string) {{ _ = {expression} }}\n'
    converts = [op.kind for op in ops_of(functions_of(source)["p.f"]) if isinstance(op, O.Convert)]
    assert converts[-1] == kind


# Depth and odd input.


def test_long_operator_chain() -> None:
    source = "package p\nfunc f(x int) int { return " + " + ".join(["x"] * 5000) + " }\n"
    assert kinds(source).count("Binary") == 4999


def test_long_condition_chain() -> None:
    source = "package p\nfunc f(x bool) int { if " + " && ".join(["x"] * 3000) + " { return 1 }; return 2 }\n"
    function = functions_of(source)["p.f"]
    assert sum(isinstance(op, O.If) for op in ops_of(function)) == 3000
    assert verify(function) == []


def test_deep_blocks_and_literals() -> None:
    blocks = "package p\nfunc f(x int) { " + "if x > 0 { " * 500 + "x++" + " }" * 500 + " }\n"
    assert verify(functions_of(blocks)["p.f"]) == []
    literals = "package p\nfunc f() { x := 0; " + "func() { " * 200 + "x++" + " }()" * 200 + "; _ = x }\n"
    assert len(functions_of(literals)) == 201


@pytest.mark.parametrize(
    "body",
    [
        "break",
        "continue",
        "x, y := 1",
        "a, b = 1",
        "undefined(3).x[4] = nope",
        "1 = 2",
        "f() = 3",
        "fallthrough",
        "goto nowhere",
        "for i = range 3 {}",
        "x := x",
        "_ = T{1: 2, a: 3}",
        "switch x := y.(type) { case int: x++ }",
        "delete()",
        "panic()",
        "make()",
        "new()",
        "_ = append()",
        "go 1",
        "defer x",
        "return 1, 2, 3",
        "var a [2]int; a.b.c = 1",
        "select { case x.y <- z: case q := 3: }",
        "_ = *3; *4 = 5; &6",
        "_ = len(1, 2)",
    ],
)
def test_odd_input_does_not_raise(body: str) -> None:
    for function in functions_of(f"package p\nfunc f() {{ {body} }}\n").values():
        assert verify(function) == []


# Dominators and loops.

GRAPH = """package p
func f(n int) (r int) {
	for i := 0; i < n; i++ {
		if i == 3 {
			r++
			continue
		}
		for r < i {
			r += 2
		}
	}
	return r
}
"""


def naive_dominators(function: Function) -> list[set[int]]:
    everything = set(range(len(function.blocks)))
    found = [set(everything) for _ in function.blocks]
    found[0] = {0}
    changed = True
    while changed:
        changed = False
        for number in range(1, len(function.blocks)):
            before = [found[source] for source in function.blocks[number].predecessors]
            new = {number} | set.intersection(*before)
            if new != found[number]:
                found[number], changed = new, True
    return found


def reversed_function(function: Function) -> Function:
    """The same graph backwards, from its only end."""
    end = next(number for number, block in enumerate(function.blocks) if not block.successors)
    order = [end] + [number for number in range(len(function.blocks)) if number != end]
    place = {number: at for at, number in enumerate(order)}
    blocks = [
        Block(
            (),
            tuple(place[one] for one in function.blocks[number].successors),
            tuple(place[one] for one in function.blocks[number].predecessors),
        )
        for number in order
    ]
    return msgspec.structs.replace(function, blocks=tuple(blocks)), place  # type: ignore[return-value]


def test_dominators_equal_the_definition() -> None:
    function = functions_of(GRAPH)["p.f"]
    tree = dominators(function)
    wanted = naive_dominators(function)
    for b in range(len(function.blocks)):
        assert {a for a in range(len(function.blocks)) if tree.dominates(a, b)} == wanted[b]


def test_post_dominators_equal_the_definition_on_the_reversed_graph() -> None:
    function = functions_of(GRAPH)["p.f"]
    backwards, place = reversed_function(function)  # type: ignore[misc]
    wanted = naive_dominators(backwards)
    tree = post_dominators(function)
    for b in range(len(function.blocks)):
        found = {place[a] for a in range(len(function.blocks)) if tree.dominates(a, b)}
        assert found == wanted[place[b]]


def test_post_dominators_claim_nothing_of_endless_loops() -> None:
    function = functions_of("package p\nfunc f(b bool) { if b { for { g() } }; g() }\nfunc g() {}\n")["p.f"]
    tree = post_dominators(function)
    end = next(number for number, block in enumerate(function.blocks) if not block.successors)
    assert not tree.dominates(end, 0)


def test_loops() -> None:
    function = functions_of(GRAPH)["p.f"]
    loops = natural_loops(function)
    assert len(loops) == 2
    outer, inner = sorted(loops, key=lambda loop: -len(loop.blocks))
    assert inner.blocks < outer.blocks
    assert blocks_in_cycles(function) == outer.blocks


def test_goto_loop_is_a_cycle() -> None:
    function = functions_of("package p\nfunc f(n int) { L: n--; if n > 0 { goto L } }\n")["p.f"]
    assert len(blocks_in_cycles(function)) == 2


# The verifier finds what is wrong.


def broken(change: dict[int, Block]) -> Function:
    function = functions_of(GRAPH)["p.f"]
    blocks = [change.get(number, block) for number, block in enumerate(function.blocks)]
    return msgspec.structs.replace(function, blocks=tuple(blocks))


def test_verifier_finds_faults() -> None:
    function = functions_of(GRAPH)["p.f"]
    assert verify(function) == []
    first = function.blocks[0]
    no_end = Block(first.ops[:-1], first.predecessors, first.successors)
    assert "terminator" in verify(broken({0: no_end}))[0]
    twice = Block((first.ops[0], *first.ops), first.predecessors, first.successors)
    assert any("twice" in text for text in verify(broken({0: twice})))
    phis = next(number for number, block in enumerate(function.blocks) if isinstance(block.ops[0], O.Phi))
    block = function.blocks[phis]
    phi = block.ops[0]
    assert isinstance(phi, O.Phi)
    short = O.Phi(phi.result, phi.at, phi.operands[:1], phi.name)
    changed = Block((short, *block.ops[1:]), block.predecessors, block.successors)
    assert any("operands" in text for text in verify(broken({phis: changed})))
    last = function.blocks[-1]
    stray = O.Return(last.ops[-1].at, (9999,))
    assert any(
        "nothing defines" in text
        for text in verify(broken({len(function.blocks) - 1: Block((*last.ops[:-1], stray), last.predecessors, ())}))
    )
    assert any("no place" in text for text in verify(msgspec.structs.replace(function, spans=function.spans[:1])))


def test_operands_and_rewrite_cover_every_operation() -> None:
    """Every field of an operation that holds a value is among its operands, and is rewritten."""
    for cls in O.Op.__args__:  # type: ignore[attr-defined]
        values: dict[str, object] = {}
        wanted: list[int] = []
        for place, field in enumerate(msgspec.structs.fields(cls)):
            name = field.encode_name
            if name == "result":
                values[name] = 1000
            elif field.type in (int, int | None) and name not in ("at", "index", "target", "then", "other"):
                values[name] = place + 1
                wanted.append(place + 1)
            elif field.type == tuple[int, ...]:
                values[name] = (place + 1,)
                wanted.append(place + 1)
            elif name == "index" and cls in (O.IndexAddr, O.IndexOf):
                values[name] = place + 1
                wanted.append(place + 1)
            elif name == "callee":
                values[name] = O.Callee("", 500)
                wanted.append(500)
            elif name == "cases":
                values[name] = (O.SelectCase(501, 502, 0),)
                wanted += [501, 502]
            else:
                values[name] = 0
        if cls is O.Const:
            wanted.clear()
        op = cls(**values)
        assert sorted(operands(op)) == sorted(wanted), cls
        assert result(op) == values.get("result"), cls
        moved = rewrite(op, {value: value + 2000 for value in wanted})
        assert sorted(operands(moved)) == sorted(value + 2000 for value in wanted), cls
