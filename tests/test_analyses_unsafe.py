"""Addresses as integers: what is followed, what leaves, what is one expression."""

import pytest
from pipeline import unit_of_source

from golint_py.analyses.uintptr import addresses, makers
from golint_py.analyses.uintptr_lifetime import has_call_between, is_used_later
from golint_py.analyses.uintptr_model import Event, View, is_exempt
from golint_py.query import Query

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
