"""Package-level declarations."""

import pytest
from types_source import declared, universe

from golint_py.types.lookup import decode_exports, encode_exports
from golint_py.types.model import (
    Array,
    Basic,
    Field,
    Interface,
    Map,
    Named,
    Pointer,
    Signature,
    Slice,
    StructType,
    TypeParam,
)
from golint_py.types.scope import ConstDecl

INT, STRING = Basic("int"), Basic("string")
P = "example.com/p"


def test_struct_has_fields_in_order_with_embedding_and_tags() -> None:
    found = declared(
        'package p\nimport "sync"\ntype T struct {\n a, b int `k:"v"`\n *sync.Mutex\n U\n}\ntype U struct{}'
    )
    assert found.exports.types["T"].underlying == StructType(
        (
            Field("a", INT, False, '`k:"v"`'),
            Field("b", INT, False, '`k:"v"`'),
            Field("Mutex", Pointer(Named("sync.Mutex")), True),
            Field("U", Named(f"{P}.U"), True),
        )
    )


def test_constants_are_folded_with_iota_and_implicit_repetition() -> None:
    found = declared(
        "package p\ntype E uint8\nconst (\n A E = iota + 1\n B\n _\n D\n)\nconst (\n K = 1 << (10 * iota)\n M\n)\n"
        'const S = "a" + "b"\nconst L = len(S)\nconst F = 1 / 2.0\nconst Q = 7 / 2\nconst R = -7 % 3\nconst U = ^E(0)'
    ).exports.consts
    assert found["B"] == ConstDecl(Named(f"{P}.E"), 2)
    assert found["D"].value == 4
    assert found["M"] == ConstDecl(Basic("untyped int"), 1024)
    assert (found["S"].value, found["L"], found["F"].value) == ("ab", ConstDecl(INT, 2), 0.5)
    assert (found["Q"].value, found["R"].value, found["U"].value) == (3, -1, 255)


def test_large_constants_stay_exact_while_folding() -> None:
    found = declared("package p\nconst Big = 1 << 100\nconst Small = Big >> 99\nconst E = 1e30 / 1e29").exports.consts
    assert found["Big"].value is None  # does not fit 64 bits
    assert (found["Small"].value, found["E"].value) == (2, 10)


def test_constant_that_overflows_its_type_is_unknown() -> None:
    assert declared("package p\nconst C uint8 = 255 + 1").exports.consts["C"] == ConstDecl(Basic("uint8"), None)


@pytest.mark.parametrize(
    ("initialiser", "type"),
    [
        ("map[string]int{}", Map(STRING, INT)),
        ("make(map[string][]T)", Map(STRING, Slice(Named(f"{P}.T")))),
        ("&T{}", Pointer(Named(f"{P}.T"))),
        ("new(T)", Pointer(Named(f"{P}.T"))),
        ("T{}.m", Map(INT, INT)),
        ("later.m", Map(INT, INT)),
        ("g()", Named(f"{P}.T")),
        ("func(int) string { return undefined }", Signature((INT,), (STRING,))),
        ("1.5", Basic("float64")),
        ("'a'", Basic("int32")),
        ('errors.New("x")', Named("error")),
        ('[...]string{5: "a"}', Array(STRING, 6)),
        ("[N]int{}", Array(INT, 3)),
        ("Generic[int, string]{}.m", Map(INT, STRING)),
        ("Alias{}", Map(STRING, INT)),
        ("unknown.F()", None),
        ("nil", None),
    ],
)
def test_type_of_variable_follows_from_its_initialiser(initialiser: str, type: object) -> None:
    found = declared(
        f'package p\nimport "errors"\nvar v = {initialiser}\nvar later = g()\nfunc g() T {{ return T{{}} }}\n'
        "type T struct { m map[int]int }\ntype Generic[K comparable, V any] struct { m map[K]V }\n"
        "type Alias = map[string]int\nconst N = 3\n"
    )
    assert found.exports.vars["v"] == type


@pytest.mark.parametrize(
    ("type", "size"),
    [
        ("struct { a bool; b int64; c bool }", 24),
        ("struct { a bool; b int16; c int32 }", 8),
        ("struct { a int64; b struct{} }", 16),
        ("[3]string", 48),
        ("interface{}", 16),
        ("complex64", 8),
        ("struct { p *int; m map[int]int; s []int; f func() }", 48),
        ("lost.T", None),
    ],
)
def test_sizes_are_those_of_the_compiler(type: str, size: int | None) -> None:
    found = declared(f'package p\nimport "unsafe"\ntype T {type}\nconst S = unsafe.Sizeof(*new(T))\nvar a [S]byte')
    assert found.exports.consts["S"] == ConstDecl(Basic("uintptr"), size)
    assert found.exports.vars["a"] == Array(Basic("uint8"), -1 if size is None else size)


def test_several_variables_from_one_call() -> None:
    found = declared('package p\nimport "os"\nvar file, err = os.Open("x")\nvar a, b = 1, "x"').exports.vars
    assert found == {"file": Pointer(Named("os.File")), "err": Named("error"), "a": INT, "b": STRING}


def test_what_depends_on_itself_is_unknown() -> None:
    found = declared(
        "package p\nvar a = b\nvar b = a\nconst X = Y\nconst Y = X\ntype L = L\n"
        "type A [len(B{})]int\ntype B [len(A{})]int"
    )
    assert found.exports.vars == {"a": None, "b": None}
    assert found.exports.consts["X"].value is None


def test_long_chain_of_forward_references_does_not_recurse() -> None:
    lines = [f"var v{i} = v{i + 1}\nconst c{i} = c{i + 1}" for i in range(5000)]
    found = declared("package p\n" + "\n".join(lines) + "\nvar v5000 = 1\nconst c5000 = 2\n").exports
    assert found.vars["v0"] == INT
    assert found.consts["c0"].value == 2


def test_methods_belong_to_their_type_with_its_parameter_names() -> None:
    found = declared("package p\nfunc (l *List[E]) Get(i int) E { panic(0) }\ntype List[T any] struct { e []T }")
    method = found.exports.types["List"].methods["Get"]
    assert method.pointer
    assert method.signature == Signature((INT,), (TypeParam(f"{P}.List", "T"),))
    assert found.bodies[0].symbol == f"(*{P}.List).Get"


def test_interfaces_hold_methods_embedded_types_and_unions() -> None:
    found = declared('package p\nimport "fmt"\ntype I interface { M(a, b int) error; fmt.Stringer; ~int | string }')
    interface = found.exports.types["I"].underlying
    assert isinstance(interface, Interface)
    assert interface.methods[0].signature == Signature((INT, INT), (Named("error"),))
    assert interface.embedded == (Named("fmt.Stringer"),)
    assert interface.union == (INT, STRING)


def test_generic_function_has_parameters_and_constraints() -> None:
    function = declared("package p\nfunc F[S ~[]E, E comparable](s S, f func(E) bool) E { panic(0) }").exports.funcs[
        "F"
    ]
    element = TypeParam(f"{P}.F", "E")
    assert function.signature.type_params == ("S", "E")
    assert function.constraints == (Interface(union=(Slice(element),)), Named("comparable"))


def test_aliases_are_resolved_also_generic_ones() -> None:
    found = declared(
        "package p\ntype A = []int\ntype G[T any] = map[string]T\nvar a A\nvar g G[int]\n"
        "func F(x G[bool]) A { return nil }"
    ).exports
    assert found.vars == {"a": Slice(INT), "g": Map(STRING, INT)}
    assert found.funcs["F"].signature == Signature((Map(STRING, Basic("bool")),), (Slice(INT),))


def test_names_of_packages_differ_from_their_paths() -> None:
    yaml = declared("package yaml\ntype Node struct{}", "gopkg.in/yaml.v3")
    odd = declared("package odd\ntype T struct{}", "example.com/go-strange/v2")
    found = declared(
        'package p\nimport (\n"gopkg.in/yaml.v3"\n"example.com/go-strange/v2"\nx "sync"\n'
        '. "time"\n_ "embed"\n"example.com/go-lost"\n)\n'
        "var a yaml.Node\nvar b odd.T\nvar c x.Mutex\nvar d Duration\nvar e lost.T\nvar f sync.Mutex",
        packages=universe(yaml, odd),
    ).exports.vars
    assert found["a"] == Named("gopkg.in/yaml.v3.Node")
    assert found["b"] == Named("example.com/go-strange/v2.T")
    assert found["c"] == Named("sync.Mutex")
    assert found["d"] == Named("time.Duration")
    assert found["e"] == Named("example.com/go-lost.T")
    assert found["f"] is None  # imported under another name


def test_cgo_types_are_named_and_the_rest_of_c_is_unknown() -> None:
    found = declared(
        'package p\nimport "C"\nvar a C.int\nvar b *C.struct_x\nvar c = C.f()\nvar d = C.CString("x")'
    ).exports
    assert found.vars == {
        "a": Named("C.int"),
        "b": Pointer(Named("C.struct_x")),
        "c": None,
        "d": Pointer(Named("C.char")),
    }


def test_test_files_are_seen_by_themselves_only() -> None:
    found = declared(
        {
            "a.go": "package p\ntype T struct{}\nfunc (T) M() {}\nvar shared = 1",
            "a_test.go": "package p\nfunc (T) Extra() {}\nvar extra = shared\nfunc helper() {}",
        }
    )
    assert set(found.exports.types["T"].methods) == {"M"}
    assert set(found.exports.vars) == {"shared"}
    assert set(found.test_exports.types["T"].methods) == {"M", "Extra"}
    assert found.test_exports.vars == {"shared": INT, "extra": INT}
    assert "helper" in found.test_exports.funcs


def test_bodies_are_numbered_over_the_files() -> None:
    found = declared(
        {
            "a.go": "package p\nvar a = 1\nfunc init() {}\nfunc f() {}\nfunc asm()",
            "b.go": "package p\nvar b = 2\nfunc init() {}\nvar c int\ntype T int\nfunc (T) M() {}",
        }
    )
    assert [body.symbol for body in found.bodies] == [
        f"{P}.$vars",
        f"{P}.init#0",
        f"{P}.f",
        f"{P}.$vars#1",
        f"{P}.init#1",
        f"({P}.T).M",
    ]


def test_exports_survive_encoding() -> None:
    exports = declared(
        "package p\n"
        "type T[K comparable] struct { m map[K]func(...int) <-chan [3]*T[K] }\n"
        "func (T[K]) M() {}\nconst C = 1\n"
        "type I interface { ~int | string; M() }\nvar v = T[int]{}.m"
    ).exports
    assert decode_exports(encode_exports(exports)) == exports


def test_a_type_of_a_file_that_is_not_there_belongs_to_the_package() -> None:
    found = declared("package p\ntype T struct { a missing; b *missing }").exports.types["T"]
    missing = Named(f"{P}.missing")
    assert found.underlying == StructType((Field("a", missing, False), Field("b", Pointer(missing), False)))
    found = declared('package p\nimport . "example.com/unknown"\ntype T struct { a missing }').exports.types["T"]
    assert found.underlying == StructType((Field("a", None, False),))


def test_doc_comments_about_locks_are_kept() -> None:
    found = declared(
        "package p\ntype T struct{}\n\n// f does it.\n// The caller must hold t.mu.\n"
        "func f() {}\n\n// +checklocks:t.mu\n"
        "func (t *T) g() {}\n\n// h holds on to its argument.\nfunc h() {}\n\n// k needs\n// a lock.\nfunc k() {}\n"
        "// m is called with the\n// lock held.\nfunc m() {}\n"
    ).exports
    assert found.funcs["f"].annotations == ("The caller must hold t.mu.",)
    assert found.annotations == {f"(*{P}.T).g": ("+checklocks:t.mu",)}
    assert found.funcs["h"].annotations == found.funcs["k"].annotations == ()
    assert found.funcs["m"].annotations == ("lock held.",)


@pytest.mark.parametrize(
    ("fields", "guards"),
    [
        ("mu sync.Mutex\nm map[int]int // guarded by mu", {"m": "mu"}),
        ("mu sync.Mutex\n// m is the cache, protected by t.mu.\nm map[int]int", {"m": "mu"}),
        ("mu sync.Mutex\n// +checklocks:mu\nm map[int]int", {"m": "mu"}),
        ("mu sync.Mutex // protects a, b and c\na, b int\nc int\nd int", {"a": "mu", "b": "mu", "c": "mu"}),
        ("// mu protects the following fields\nmu sync.Mutex\na int\nb int\n\nc int", {"a": "mu", "b": "mu"}),
        ("mu sync.Mutex // protects following fields\na int\n\nc int", {"a": "mu"}),
        ("mu sync.Mutex\nm map[int]int // not guarded by mu", {}),
        ("mu sync.Mutex\nm map[int]int // writes are guarded by mu", {}),
        ("mu sync.Mutex\nm map[int]int // guarded by muu", {}),
        ("mu sync.Mutex\nm map[int]int // guarded by cache.mu", {}),
        ("mu sync.Mutex\nm map[int]int // guarded by T.mu", {"m": "mu"}),
        ("mu sync.Mutex // protects the cache\ncache int\nthe int", {}),
        ("mu sync.Mutex // protects us from evil\nus int", {}),
        ("mu sync.Mutex // protect m (but not contents)\nm, n map[int]int", {"m": "mu"}),
        ("mu sync.Mutex // mutex to protect m\nm map[int]int", {"m": "mu"}),
        ("// This lock is used to guard access to a & b.\nmu sync.Mutex\na, b int", {"a": "mu", "b": "mu"}),
        ("mu sync.Mutex // lock for upload variable\nupload int", {"upload": "mu"}),
        ("mu sync.Mutex // Mutex for the m and n maps\nm, n int", {"m": "mu", "n": "mu"}),
        ("mu sync.Mutex // to protect the following variables\na int\n\nb int", {"a": "mu"}),
        ("a int\n\nb int\nc int\nmu sync.Mutex // protects the above\nd int", {"b": "mu", "c": "mu"}),
        ("a int\nb int\nc int\nmu sync.Mutex // Mutex used to protect the above 2 maps.", {"b": "mu", "c": "mu"}),
        ("rate int // for total\ntotal int", {}),
        ("mu sync.Mutex // for Close()\nClose int", {}),
        ("mu sync.Mutex // protects the cache from others\ncache int", {}),
        ("mu sync.Mutex // lock for writing m\nm int", {}),
    ],
)
def test_comments_declare_guards_only_when_unmistakable(fields: str, guards: dict[str, str]) -> None:
    found = declared(f'package p\nimport "sync"\ntype T struct {{\n{fields}\n}}\n').exports
    assert found.types["T"].guards == guards


def test_package_variables_have_guards_too() -> None:
    found = declared('package p\nimport "sync"\nvar (\n mu sync.Mutex\n m = 1 // guarded by mu\n n = 2\n)').exports
    assert found.guards == {"m": "mu"}
