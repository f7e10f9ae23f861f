"""Types, values and objects inside functions."""

import pytest
from types_source import STANDARD, body_of, check, declared, universe

from golint_py.types.infer import check_body
from golint_py.types.model import Array, Basic, Chan, Interface, Map, Named, Pointer, Signature, Slice, Tuple, TypeParam
from golint_py.types.scope import Kind, Mode, SelectionKind

INT, STRING, BOOL = Basic("int"), Basic("string"), Basic("bool")
P = "example.com/p"
TYPES = """
type T struct { U; *V; f map[string]int; next *T }
type U struct { u int }
type V struct { v []string }
func (t T) Value() string { return "" }
func (t *T) Pointer(n int) (int, error) { return 0, nil }
func (v *V) Deep() {}
type I interface { M() int }
type Named map[string]T
type Stack[E any] struct { items []E }
func (s *Stack[X]) Push(x X) *Stack[X] { return s }
func Map[A, B any](in []A, f func(A) B) []B { return nil }
func Keys[M ~map[K]V, K comparable, V any](m M) []K { return nil }
func Pair[A any](a, b A) A { return a }
func Values[V any](m map[string]V) []V { return nil }
func Ident[T any](x T) T { return x }
var global T
"""


@pytest.mark.parametrize(
    ("expression", "type"),
    [
        ("global.f", Map(STRING, INT)),
        ('global.f["a"]', INT),
        ("global.u", INT),
        ("global.v[0]", STRING),
        ("global.next.next.f", Map(STRING, INT)),
        ("global.Value()", STRING),
        ("(&global).Pointer", Signature((INT,), (INT, Named("error")))),
        ("T.Value", Signature((Named(f"{P}.T"),), (STRING,))),
        ("(*T).Pointer", Signature((Pointer(Named(f"{P}.T")), INT), (INT, Named("error")))),
        ("Named{}", Named(f"{P}.Named")),
        ('Named{"a": {f: nil}}["a"].f', Map(STRING, INT)),
        ("[]*T{{}, {}}[0].f", Map(STRING, INT)),
        ("[...]int{1, 5: 2}", Array(INT, 6)),
        ("len(global.f)", INT),
        ('append(global.v, "x")', Slice(STRING)),
        ("make(chan<- int, 1)", Chan(INT, "send")),
        ("<-make(chan []int)", Slice(INT)),
        ("I(nil).M()", INT),
        ("any(1).(T).f", Map(STRING, INT)),
        ("(*T)(nil).f", Map(STRING, INT)),
        ('[]byte("x")', Slice(Basic("uint8"))),
        ('"abc"[0]', Basic("uint8")),
        ("global.v[1:2]", Slice(STRING)),
        ('func(a int) string { return "" }(1)', STRING),
        ('strings.Split("a", ",")', Slice(STRING)),
        ("http.Header{}.Get", Signature((STRING,), (STRING,))),
        ('http.Header{}["x"]', Slice(STRING)),
        ("time.Second * 2", Named("time.Duration")),
        ("os.Args", Slice(STRING)),
        ("Stack[int]{}.items[0]", INT),
        ('new(Stack[string]).Push("x").items', Slice(STRING)),
        ('Map([]int{1}, func(i int) string { return "" })', Slice(STRING)),
        ("Keys(Named{})", Slice(STRING)),
        ("Keys(http.Header{})", Slice(STRING)),
        ("Values(global.f)", Slice(INT)),
        ("Values(Named{})", Slice(Named(f"{P}.T"))),
        ("Pair(1, 2.5)", Basic("float64")),
        ("Ident[T](global).f", Map(STRING, INT)),
        ("Ident(Ident(global)).u", INT),
        ("slices.Sorted(maps.Keys(global.f))", Slice(STRING)),
        ("slices.SortedFunc(maps.Keys(global.f), strings.Compare)", Slice(STRING)),
        ("slices.IndexFunc(global.v, func(s string) bool { return true })", INT),
        ("sync.OnceValue(func() T { return global })().f", Map(STRING, INT)),
        ("min(1, global.u)", INT),
        ("max(1, 2.5)", Basic("float64")),
        ("new(global.u)", Pointer(INT)),
        ("new(T)", Pointer(Named(f"{P}.T"))),
        ("unsafe.Pointer(&global)", Basic("unsafe.Pointer")),
        ("unsafe.Slice(&global, 3)", Slice(Named(f"{P}.T"))),
        ("*(*[]int)(unsafe.Pointer(&global))", Slice(INT)),
        ("uintptr(unsafe.Pointer(&global)) + 1", Basic("uintptr")),
        ("1 << global.u", INT),
        ("global.u == 1", BOOL),
        ("reflect.TypeFor[T]()", Named("reflect.Type")),
        ("global.nothing", None),
        ("missing(1)", None),
        ("undefined.F().g[1]", None),
    ],
)
def test_type_of_expression(expression: str, type: object) -> None:
    imports = 'import ("strings"; "net/http"; "time"; "os"; "slices"; "maps"; "sync"; "unsafe"; "reflect")'
    found = body_of(f"v := {expression}\n_ = v", TYPES, imports)
    assert found.objects("v")[0].type == type


def test_shadowing_gives_each_variable_its_own_object() -> None:
    found = body_of(
        'x := 1\nif x := "a"; x != "" {\n x := 2.5\n _ = x\n}\nfunc() { x = 3; var x bool; _ = x }()\n_ = x'
    )
    types = [one.type for one in found.objects("x")]
    float64 = Basic("float64")
    assert types == [INT, STRING, STRING, float64, float64, INT, BOOL, BOOL, INT]
    objects = found.objects("x")
    assert objects[0] is objects[5] is objects[8]
    assert len({id(one) for one in objects}) == 4


def test_short_declaration_assigns_to_what_its_scope_has() -> None:
    found = check(
        'package p\nimport "os"\nfunc f(err error) {\n a, err := os.Open("")\n'
        " if true { b, err := 1, 2; _, _ = b, err }\n _ = a\n}"
    )
    first, second, inner, _ = found.objects("err")
    assert first is second
    assert first.role == "parameter"
    assert inner is not first
    assert inner.type == INT


def test_type_switch_has_a_variable_for_each_clause() -> None:
    found = body_of(
        "var x any\nswitch v := x.(type) {\ncase int: _ = v\ncase string, bool: _ = v\n"
        "case nil: _ = v\ndefault: _ = v\n}"
    )
    assert [one.type for one in found.objects("v")] == [INT, Interface(), Interface(), Interface()]
    assert len(found.info.clauses) == 4
    assert {id(one) for one in found.objects("v")} == {id(one) for one in found.info.clauses.values()}


@pytest.mark.parametrize(
    ("over", "types"),
    [
        ("map[string]bool{}", [STRING, BOOL]),
        ("[]string{}", [INT, STRING]),
        ("&[3]string{}", [INT, STRING]),
        ('"text"', [INT, Basic("int32")]),
        ("10", [INT, None]),
        ("uint8(10)", [Basic("uint8"), None]),
        ("make(chan string)", [STRING, None]),
        ("func(yield func(int, string) bool) {}", [INT, STRING]),
        ("maps.All(map[string]bool{})", [STRING, BOOL]),
    ],
)
def test_range_over_everything(over: str, types: list[object]) -> None:
    found = body_of(f"for k, v := range {over} {{ _, _ = k, v }}", imports='import "maps"')
    assert [found.objects("k")[0].type, found.objects("v")[0].type] == types


def test_comma_ok_forms_are_pairs() -> None:
    found = body_of(
        'm := map[string]int{}\nv, ok := m["a"]\nw, ok := any(v).(string)\n'
        "c, ok := <-make(chan bool)\n_, _, _ = w, c, ok"
    )
    operand = found.operand('m["a"]')
    assert operand is not None
    assert operand.type == Tuple((INT, Basic("untyped bool")))
    assert [found.objects(name)[0].type for name in ("v", "w", "c", "ok")] == [INT, STRING, BOOL, BOOL]


def test_field_names_of_literals_are_not_variables() -> None:
    found = body_of("f := 1\n_ = T{f: nil}\n_ = map[int]int{f: f}\n_ = missing{f: 1}", TYPES)
    assert len(found.objects("f")) == 3


def test_selection_through_embedding_names_the_declaring_type() -> None:
    found = body_of("_ = global.u\nglobal.Deep()\nglobal.Pointer(1)\nvar i I\ni.M()\n_ = global.next.v", TYPES)
    step, field = found.selection("global.u").path
    assert (step.owner, step.field, step.index, step.indirect) == (f"{P}.T", "U", 0, False)
    assert (field.owner, field.field, field.index) == (f"{P}.U", "u", 0)
    deep = found.selection("global.Deep")
    assert (deep.kind, deep.symbol, deep.pointer) == (SelectionKind.METHOD_VALUE, f"(*{P}.V).Deep", True)
    assert deep.receiver == Pointer(Named(f"{P}.V"))
    assert found.selection("i.M").kind is SelectionKind.INTERFACE_METHOD
    assert found.selection("i.M").symbol == f"({P}.I).M"
    first, second = found.selection("global.next.v").path
    assert (first.field, first.indirect, second.field, second.indirect) == ("V", True, "v", True)


def test_untyped_constants_get_the_type_of_their_context() -> None:
    found = body_of(
        "var x int64 = 1\n_ = x + 2\n_ = x << 3\nvar e any = 4\nvar f float32 = 5\n_ = []uint8{6}\ng(7)\n_, _ = e, f",
        "func g(uint16) {}",
    )
    expected = {"1": "int64", "2": "int64", "3": "int", "4": "int", "5": "float32", "6": "uint8", "7": "uint16"}
    assert {text: found.operand(text).type for text in expected} == {  # type: ignore[union-attr]
        text: Basic(name) for text, name in expected.items()
    }


def test_untyped_operands_of_what_is_no_constant_get_its_type_too() -> None:
    found = body_of("s := uint(2)\nvar x int64 = (7 << s) + 9\n_ = x")
    assert [found.operand(text).type for text in ("7", "7 << s", "9")] == [Basic("int64")] * 3  # type: ignore[union-attr]


def test_constants_are_folded_inside_functions() -> None:
    found = body_of(
        'const a, b = iota + 1, "x"\nconst c = a << 4\n_ = b + "y"\n_ = c | 1\n_ = int8(c)\n_ = string(rune(65))'
    )
    values = [found.operand(text).value for text in ('b + "y"', "c | 1", "int8(c)", "string(rune(65))")]  # type: ignore[union-attr]
    assert values == ["xy", 17, 16, "A"]


def test_predeclared_names_can_be_shadowed() -> None:
    found = body_of('len := func(x string) bool { return true }\na := len("x")\nnil := 3\nb := nil\n_, _ = a, b')
    assert found.objects("a")[0].type == BOOL
    assert found.objects("b")[0].type == INT


def test_local_types_have_the_name_of_their_function() -> None:
    found = body_of("type L struct { m map[int]L }\nvar l L\n_ = l.m[1].m\nif true {\n type L int\n var k L\n _ = k\n}")
    assert set(found.info.local_types) == {f"{P}.f.L", f"{P}.f.L·2"}
    assert found.operand("l.m[1].m").type == Map(INT, Named(f"{P}.f.L"))  # type: ignore[union-attr]
    assert found.objects("k")[0].type == Named(f"{P}.f.L·2")


def test_inside_generic_method_the_receivers_names_hold() -> None:
    found = check(
        "package p\ntype C[K comparable, V any] struct { m map[K]V }\n"
        "func (c *C[A, B]) Get(a A) B { v := c.m[a]; return v }",
        f"(*{P}.C).Get",
    )
    assert found.objects("v")[0].type == TypeParam(f"{P}.C", "V")
    assert found.objects("c")[0].role == "receiver"


def test_method_of_a_constraint_and_its_core_type() -> None:
    found = check(
        "package p\ntype N interface { ~[]int; Name() string }\n"
        "func f[S N, M ~map[string]S](s S, m M) {\n a := s[0]\n b := s.Name()\n"
        ' c := m["x"]\n for k := range m { _ = k }\n _, _, _ = a, b, c\n}'
    )
    assert [found.objects(name)[0].type for name in "abck"] == [INT, STRING, TypeParam(f"{P}.f", "S"), STRING]


def test_type_arguments_are_remembered() -> None:
    found = body_of('Map([]int{}, func(i int) bool { return true })\nIdent[string]("")', TYPES)
    assert set(found.info.instances.values()) == {(INT, BOOL), (STRING,)}


def test_generic_function_as_argument_is_instantiated() -> None:
    found = body_of("v := Map([]int{}, Ident)\n_ = v", TYPES)
    assert found.objects("v")[0].type == Slice(INT)
    assert (INT,) in found.info.instances.values()


def test_calls_that_look_like_types() -> None:
    found = body_of(
        "fs := map[int]func(int) T{}\nk := 1\na := fs[k](1)\nb := fs[global.u](2)\n"
        "gs := []func(int, int) T{}\nc := gs[k](1, 2)\n_, _, _ = a, b, c",
        TYPES,
    )
    assert [found.objects(name)[0].type for name in "abc"] == [Named(f"{P}.T")] * 3
    assert len(found.objects("fs")) == 3
    assert len(found.objects("k")) == 3


def test_methods_with_type_parameters_of_go_1_27() -> None:
    found = check(
        "package p\ntype T struct{}\nfunc (T) Conv[A any](a A) []A { b := a; _ = b; "
        'return nil }\nfunc f() { v := T{}.Conv(""); _ = v }'
    )
    assert found.objects("v")[0].type == Slice(STRING)


def test_recursion_of_a_generic_function_infers_its_own_parameters() -> None:
    found = check("package p\nfunc f[E any](x **E) E { v := f(x); return v }")
    assert found.objects("v")[0].type == TypeParam(f"{P}.f", "E")


def test_package_variables_are_checked_with_their_literals() -> None:
    found = check('package p\nvar m = map[string]func() int{"a": func() int { x := 1; return x }}', "$vars")
    assert found.objects("x")[0].type == INT


def test_other_packages_hide_their_unexported_fields() -> None:
    other = declared(
        "package q\ntype T struct { hidden int; Shown int; inner }\ntype inner struct { Promoted int }", "example.com/q"
    )
    source = (
        'package p\nimport "example.com/q"\nfunc f(t q.T) { a := t.hidden; b := t.Shown; '
        "c := t.Promoted; _, _, _ = a, b, c }"
    )
    found = check(source, packages=universe(other))
    assert [found.objects(name)[0].type for name in "abc"] == [None, INT, INT]


def test_what_an_unknown_embedded_type_may_shadow_is_unknown() -> None:
    found = body_of(
        "v := x.deep\nw := x.near\n_, _ = v, w",
        "type A struct { lost.T; B; near int }\ntype B struct { C }\ntype C struct { deep int }\nvar x A",
        'import "example.com/lost"',
    )
    assert [found.objects(name)[0].type for name in "vw"] == [None, INT]


def test_cgo_calls_are_unknown_but_named() -> None:
    found = body_of("v := C.f(1)\nw := C.GoString(nil)\nx := C.int(2)\n_, _, _ = v, w, x", imports='import "C"')
    assert found.selection("C.f").symbol == "C.f"
    assert [found.objects(name)[0].type for name in "vwx"] == [None, STRING, Named("C.int")]


def test_modes_tell_types_values_and_packages_apart() -> None:
    found = body_of("_ = T(global)\nprintln()\n_ = os.Args", TYPES, 'import "os"')
    modes = {text: found.operand(text).mode for text in ("T", "T(global)", "println", "println()", "os")}  # type: ignore[union-attr]
    assert list(modes.values()) == [Mode.TYPE, Mode.VALUE, Mode.BUILTIN, Mode.NO_VALUE, Mode.PACKAGE]
    assert found.objects("os")[0].kind is Kind.PACKAGE
    assert found.objects("os")[0].symbol == "os"


DEPTH = 5000


@pytest.mark.parametrize(
    "statements",
    [
        "_ = " + "(" * DEPTH + "1" + ")" * DEPTH,
        "_ = " + "-" * DEPTH + "1",
        "_ = " + "+".join(["1"] * DEPTH),
        "_ = x" + ".y" * DEPTH,
        "_ = x" + "[0]" * DEPTH,
        "_ = x" + "(1)" * DEPTH,
        "_ = " + "g(" * DEPTH + "1" + ")" * DEPTH,
        "_ = " + "[]" * DEPTH + "int{}",
        "_ = " + "[]any{" * DEPTH + "}" * DEPTH,
        "_ = [][]int" + "{" * DEPTH + "}" * DEPTH,
        "{" * DEPTH + "x := 1; _ = x" + "}" * DEPTH,
        "if x := 1; x > 0 {} else " * DEPTH + "{}",
        "_ = " + "func() any { return " * DEPTH + "1" + "}" * DEPTH,
        "var t " + "*" * DEPTH + "int",
        "var t " + "func(" * DEPTH + ")" * DEPTH,
        "var t " + "struct { f " * DEPTH + "int" + "}" * DEPTH,
        "x0 := 1\n" + "\n".join(f"x{i + 1} := &x{i}" for i in range(DEPTH)),
        "x0 := 1\n" + "\n".join(f"x{i + 1} := wrap(x{i})" for i in range(DEPTH)),
    ],
    ids=lambda text: text[:24].replace("\n", " "),
)
def test_deep_nesting_does_not_overflow(statements: str) -> None:
    found = declared(f"package p\nfunc wrap[T any](x T) []T {{ return nil }}\nfunc f() {{\n{statements}\n}}\n")
    for body in found.bodies:
        check_body(body, found, STANDARD)
