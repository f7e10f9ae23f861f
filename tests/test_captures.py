"""Which functions may share a changing variable with a literal, by their text."""

import pytest

from golint_py.selection.captures import shares

SHARED = {
    "assigned in the literal": "x := 1; go func() { x = 2 }(); use(x)",
    "assigned beside it": "x := 1; go func() { use(x) }(); x = 2",
    "one of several": "var err error; go func() { n, err = g() }()",
    "incremented": "for i := 0; i < 3; i++ { go func() { use(i) }() }",
    "assigned before it is declared again": "var err error; go func() { err = g(); if err := h(); err != nil { } }()",
    "an element written": 'm := map[string]int{}; go func() { m["a"] = 1 }()',
    "an element deleted": "m := g(); go func() { delete(m, 1) }()",
    "a map passed as an argument": "go func(m map[int]int) { m[1]++ }(all)",
    "changed by a method": 'h := http.Header{}; go func() { h.Set("a", b) }()',
    "after a function type": "var f func() error\nx := 1; go func() { x = 2 }()",
    "a literal in a block after a function type": "var f func(int)\nx := 1\nfor { go func() { x++ }() }",
    "the end of a slice": "n := 1; n = 2; go func() { use(data[n:]) }()",
    "a brace in a string": 'x := 1; go func() { use("}"); x = 2 }()',
}
APART = {
    "declared in the literal": "go func() { err := g(); err = h() }()",
    "another of the same name": "err := a(); err = b(); go func() { err := g(); err = h() }()",
    "a parameter": "for i := range 3 { go func(i int) { use(i) }(i) }; i := 1; i++",
    "a field": "go func() { s.n = 1 }()",
    "in a string or comment": 's := "x = 1"; go func() { use(s) /* s = 2 */ }()',
    "no literal": "x := 1; x = 2; go g(x)",
    "compared": "x := 1; go func() { if x == 2 || x != 3 || x <= 4 { } }()",
}


@pytest.mark.parametrize("body", SHARED.values(), ids=SHARED.keys())
def test_a_variable_that_changes_and_is_captured_is_shared(body: str) -> None:
    assert shares(f"func f() {{ {body} }}".encode())


@pytest.mark.parametrize("body", APART.values(), ids=APART.keys())
def test_what_a_literal_has_for_itself_or_nobody_changes_is_not(body: str) -> None:
    assert not shares(f"func f() {{ {body} }}".encode())


def test_methods_of_named_maps_change_them() -> None:
    text = b'func f() { t := Tags{}; go func() { t.Put("a") }() }'
    assert shares(text, frozenset({b"Put"}))
    assert not shares(text)
