"""Addresses as integers: what is followed, what leaves, what is one expression."""

import pytest
from pipeline import unit_of_source

from golint_py.analyses.bounds import overruns
from golint_py.analyses.casts import casts, has_pointers, is_header, lookup_of
from golint_py.analyses.integer_origins import conversions, origins
from golint_py.analyses.keepalive import dropped
from golint_py.analyses.string_memory import pooled, written
from golint_py.analyses.uintptr import addresses, makers
from golint_py.analyses.uintptr_lifetime import has_call_between, is_used_later
from golint_py.analyses.uintptr_model import Event, View, is_exempt
from golint_py.query import Query
from golint_py.types.model import Named
from golint_py.types.sizes import WORD_32, alignment_of, offset_of, size_of

HEAD = """package p

import (
	"unsafe"
)

var _ unsafe.Pointer

type T struct {
	a, b int
	u    uintptr
}

var g T

"""


def events(body: str, head: str = HEAD) -> list[Event]:
    """The events of all functions."""
    unit, query = unit_of_source(head + body), Query()
    return [event for symbol in makers(unit) for event in addresses(unit, query, symbol)]


def kinds(body: str, head: str = HEAD) -> list[tuple[str, bool]]:
    """Kinds and directness of the events."""
    return sorted((event.kind, event.direct) for event in events(body, head))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("func f(t *T) *int { return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(t)) + 8)) }", [("back", True)]),
        ("func f(p unsafe.Pointer) unsafe.Pointer { return unsafe.Pointer((uintptr(p)) &^ 7) }", [("back", True)]),
        ("func f(t *T) *int { u := uintptr(unsafe.Pointer(t)); return (*int)(unsafe.Pointer(u)) }", [("back", False)]),
        ("func f(t *T) uintptr { return uintptr(unsafe.Pointer(t)) }", [("return", True)]),
        ("func f(t, s *T) { s.u = uintptr(unsafe.Pointer(t)) }", [("field", True)]),
        ("func f(t *T) { g.u = uintptr(unsafe.Pointer(t)) }", [("field", True)]),
        ("func f(t *T) bool { return uintptr(unsafe.Pointer(t))&7 == 0 }", []),
        ("func f(t *T) uintptr { return uintptr(unsafe.Pointer(t)) & 63 }", []),
        ("func f(t *T) uintptr { return uintptr(unsafe.Pointer(t)) >> 12 }", []),
        ("func f(t *T) uintptr { return uintptr(unsafe.Pointer(t)) &^ 63 }", [("return", True)]),
        ("func f(t, s *T) uintptr { return uintptr(unsafe.Pointer(t)) - uintptr(unsafe.Pointer(s)) }", []),
        ("func f(t *T, x uintptr) uintptr { return x - uintptr(unsafe.Pointer(t)) }", []),
        ("func f(t *T) { var s T; s.u = uintptr(unsafe.Pointer(t)); _ = s.a }", []),
        ("func f(t *T) T { var s T; s.u = uintptr(unsafe.Pointer(t)); return s }", [("field", True)]),
        ("func f(x int) unsafe.Pointer { return unsafe.Pointer(uintptr(x)) }", []),
        ("func f() uintptr { return uintptr(unsafe.Pointer(nil)) }", []),
    ],
)
def test_what_happens_to_an_address(body: str, expected: list[tuple[str, bool]]) -> None:
    assert kinds(body) == expected


def test_an_address_is_followed_into_a_callee_and_a_literal() -> None:
    body = """
func f(t *T) { h(uintptr(unsafe.Pointer(t))) }

func h(u uintptr) *T { return func() *T { return (*T)(unsafe.Pointer(u)) }() }
"""
    (event,) = events(body)
    assert (event.kind, event.direct, event.function) == ("back", False, "example.com/m.h$1")


def test_an_argument_of_a_system_call_is_kept() -> None:
    head = HEAD.replace('"unsafe"', '"syscall"\n\t"unsafe"')
    body = "func f(t *T) { syscall.Syscall(1, uintptr(unsafe.Pointer(t)), 0, 0) }"
    assert kinds(body, head) == [("kept", True)]


def test_the_object_of_memory_that_is_not_go_s_is_left_alone() -> None:
    head = HEAD.replace('"unsafe"', '"syscall"\n\t"unsafe"')
    body = "func f() uintptr { b, _ := syscall.Mmap(0, 0, 1, 1, 1); return uintptr(unsafe.Pointer(&b[0])) }"
    assert kinds(body, head) == []


@pytest.mark.parametrize(
    ("middle", "after", "call", "later"),
    [
        ("", "", False, False),
        ("work()", "", True, False),
        ("", "_ = t.a", False, True),
        ("for i := 0; i < t.a; i++ { work() }", "", True, False),
        ("work()", "println(t)", True, True),
    ],
)
def test_calls_between_and_uses_later(middle: str, after: str, call: bool, later: bool) -> None:
    body = f"""
func f(t *T) *T {{
	u := uintptr(unsafe.Pointer(t))
	{middle}
	q := (*T)(unsafe.Pointer(u))
	{after}
	return q
}}

func work() {{}}
"""
    unit, query = unit_of_source(HEAD + body), Query()
    (event,) = [event for symbol in makers(unit) for event in addresses(unit, query, symbol)]
    view = View(unit, query)
    assert (has_call_between(view, event), is_used_later(view, event)) == (call, later)


def test_the_runtime_is_exempt() -> None:
    assert is_exempt("runtime/debug")
    assert not is_exempt("runtimes")


@pytest.mark.parametrize(
    ("body", "kinds_"),
    [
        ("func F(n uintptr) unsafe.Pointer { return unsafe.Pointer(n + 8) }", {"parameter"}),
        ("func f(n uintptr) unsafe.Pointer { return unsafe.Pointer(n) }", {"given"}),
        ("func f(t *T) unsafe.Pointer { return unsafe.Pointer(t.u) }", {"field"}),
        ("func f() unsafe.Pointer { return unsafe.Pointer(g.u &^ 7) }", {"field", "variable"}),
        ("func f(t *T) unsafe.Pointer { return unsafe.Pointer(uintptr(unsafe.Pointer(t)) + 8) }", {"address"}),
        ("func f() unsafe.Pointer { return unsafe.Pointer(uintptr(16)) }", {"constant"}),
        ("func f(h func() uintptr) unsafe.Pointer { return unsafe.Pointer(h()) }", {"call"}),
    ],
)
def test_where_an_integer_comes_from(body: str, kinds_: set[str]) -> None:
    unit, query = unit_of_source(HEAD + body), Query()
    ((symbol, op),) = conversions(unit, query)
    found = {leaf.kind for leaf in origins(View(unit, query), symbol, op.operand)}
    assert found
    assert found <= kinds_


def test_an_address_that_a_caller_passes_is_one() -> None:
    body = """
func f(t *T) unsafe.Pointer { return h(uintptr(unsafe.Pointer(t))) }

func h(u uintptr) unsafe.Pointer { return unsafe.Pointer(u) }
"""
    unit, query = unit_of_source(HEAD + body), Query()
    ((symbol, op),) = conversions(unit, query)
    assert {leaf.kind for leaf in origins(View(unit, query), symbol, op.operand)} == {"address", "given"}


def test_layout_of_structs() -> None:
    body = """
type header struct { data uintptr; n, c int }

type pair struct { a byte; b uint32; c *int }

func f(h *header, p *pair) (*[3]int, *[2]int) {
	return (*[3]int)(unsafe.Pointer(h)), (*[2]int)(unsafe.Pointer(p))
}
"""
    unit = unit_of_source(HEAD + body)
    lookup = lookup_of(unit)
    header, pair = (cast.held for cast in casts(unit, Query()))
    assert [is_header(lookup, header, words) for words in (2, 3)] == [True, True]
    assert not is_header(lookup, pair, 3)
    assert [offset_of(lookup, pair, index) for index in range(4)] == [0, 4, 8, None]
    assert (has_pointers(lookup, header), has_pointers(lookup, pair)) == (False, True)


@pytest.mark.parametrize(
    ("body", "kinds_"),
    [
        ("func f(x uint32) uint64 { return *(*uint64)(unsafe.Pointer(&x)) }", ["cast"]),
        ("func f(x [2]uint32) uint64 { return *(*uint64)(unsafe.Pointer(&x[0])) }", []),
        ("func f(x uint) uint64 { return *(*uint64)(unsafe.Pointer(&x)) }", ["words"]),
        ("func f(x int64) int { return *(*int)(unsafe.Pointer(&x)) }", []),
        (
            "func f(p *struct{ a byte; b int; c int64 }) *struct{ a byte; b, c int64 } "
            "{ return (*struct{ a byte; b, c int64 })(unsafe.Pointer(p)) }",
            ["words"],
        ),
        (
            "func f(p *struct{ a byte; b, c int64 }) *struct{ x byte; y, z uint64 } "
            "{ return (*struct{ x byte; y, z uint64 })(unsafe.Pointer(p)) }",
            [],
        ),
        ("type G[A any] struct{ a, b A }\nfunc f(x G[int32]) uint64 { return *(*uint64)(unsafe.Pointer(&x)) }", []),
        (
            "type G[A any] struct{ a, b A }\nfunc f(x G[int16]) uint64 { return *(*uint64)(unsafe.Pointer(&x)) }",
            ["cast"],
        ),
        ("func f[A any](x A) uint64 { return *(*uint64)(unsafe.Pointer(&x)) }", []),
        ("func f(x [2]uint32) uint64 { return *(*uint64)(unsafe.Pointer(&x[1])) }", ["cast"]),
        ("func f(x struct{ a, b uint32 }) uint64 { return *(*uint64)(unsafe.Pointer(&x.b)) }", ["cast"]),
        ("func f(b []uint16) []uint32 { return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b)/2) }", []),
        ("func f(b []uint16) []uint32 { return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b)) }", ["length"]),
        ("func f(b, c []uint16) []uint32 { return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(c)) }", []),
        ("func f(s []byte) any { return unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), len(s)) }", ["end"]),
    ],
)
def test_what_is_larger_than_its_memory(body: str, kinds_: list[str]) -> None:
    assert [one.kind for one in overruns(unit_of_source(HEAD + body), Query())] == kinds_


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("func f(s string) { unsafe.Slice(unsafe.StringData(s), 3)[0] = 1 }", 1),
        ("func f(s string) byte { return unsafe.Slice(unsafe.StringData(s), 3)[0] }", 0),
        ("func f(s string, b []byte) { copy(b, unsafe.Slice(unsafe.StringData(s), 3)) }", 0),
        ("func f(s string, b []byte) { copy(unsafe.Slice(unsafe.StringData(s), 3), b) }", 1),
        ("func f(s string) { h(unsafe.Slice(unsafe.StringData(s), 3)) }\n\nfunc h(b []byte) { b[0]++ }", 1),
    ],
)
def test_writes_to_strings(body: str, count: int) -> None:
    unit = unit_of_source(HEAD + body)
    assert len(written(unit, Query())) == count
    assert pooled(unit, Query()) == ()


@pytest.mark.parametrize(("after", "count"), [("", 1), ("f.Close()", 0), ("runtime.KeepAlive(f)", 0), ("_ = x", 1)])
def test_files_that_nobody_needs_any_more(after: str, count: int) -> None:
    head = HEAD.replace('"unsafe"', '"os"\n\t"runtime"\n\t"syscall"\n\t"unsafe"')
    body = f"func h(x int) {{ f, _ := os.Open(`x`); syscall.Close(int(f.Fd()))\n{after}\nruntime.GC() }}"
    assert len(dropped(unit_of_source(head + body), Query())) == count


def test_sizes_follow_the_width_of_a_word() -> None:
    unit = unit_of_source(
        "package p\n\ntype S struct {\n\ta byte\n\tb int64\n\tc string\n\td []int\n\te complex128\n}\n"
    )
    lookup, struct = lookup_of(unit), Named(f"{unit.path}.S")
    assert [offset_of(lookup, struct, index) for index in range(6)] == [0, 8, 16, 32, 56, None]
    assert [offset_of(lookup, struct, index, WORD_32) for index in range(6)] == [0, 4, 12, 20, 32, None]
    assert (size_of(lookup, struct), size_of(lookup, struct, WORD_32)) == (72, 48)
    assert (alignment_of(lookup, struct), alignment_of(lookup, struct, WORD_32)) == (8, 4)


@pytest.mark.parametrize(
    "declaration",
    [
        "func take(u uintptr)",
        "//go:uintptrescapes\nfunc take(u uintptr) {}",
        "//go:uintptrkeepalive\nfunc take(u uintptr)",
    ],
)
def test_arguments_of_some_functions_are_kept(declaration: str) -> None:
    assert kinds(f"{declaration}\n\nfunc f(p *int) {{ take(uintptr(unsafe.Pointer(p))) }}") == [("kept", True)]
    body = "func f(p *int) { u := uintptr(unsafe.Pointer(p)); take(u) }"
    assert kinds(f"{declaration}\n\n{body}") == [("kept", False)]


def test_arguments_of_other_functions_are_not_kept() -> None:
    assert kinds("func take(u uintptr) {}\n\nfunc f(p *int) { take(uintptr(unsafe.Pointer(p))) }") == []
