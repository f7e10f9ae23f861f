"""Fields and methods of types, method sets, interfaces."""

import pytest
from types_source import STANDARD, declared

from golint_py.types.lookup import Lookup, Overlay, underlying
from golint_py.types.methods import find, implements, interface_methods, method_set
from golint_py.types.model import Basic, Map, Named, Pointer, Slice, StructType, Type
from golint_py.types.scope import SelectionKind
from golint_py.types.substitute import MAX_DEPTH, depth_exceeds, pointer_to

P = "example.com/p"
SOURCE = """package p
import ("io"; "sync"; "bytes")
type A struct { x int }
type B struct { x int; y int }
type Both struct { A; B }
type Diamond struct { L; R }
type L struct { Base }
type R struct { Base }
type Base struct { z int }
func (Base) M() {}
type Near struct { Base; Inner }
type Inner struct { Other }
type Other struct { z string }
type Loop struct { *Loop; n int }
type Locked struct { sync.RWMutex; m map[string]int }
type Defined Locked
type Reader struct { io.Reader }
type Both2 struct { io.Reader; io.Writer }
type Buffer struct { bytes.Buffer }
type Gen[T any] struct { items []T; Elem[T] }
type Elem[T any] struct { one T }
func (*Elem[T]) Set(T) {}
type PointerTo *A
type Value struct{}
func (Value) Read([]byte) (int, error) { return 0, nil }
type Wrong struct{}
func (Wrong) Read(string) (int, error) { return 0, nil }
type ByPointer struct{}
func (*ByPointer) Read([]byte) (int, error) { return 0, nil }
type Lost struct { missing.T }
type ReadCloser interface { io.Reader; Close() error }
"""


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    exports = declared(SOURCE).exports
    return Lookup(Overlay(STANDARD, {P: exports}), P)


def named(name: str, *args: Type) -> Named:
    return Named(f"{P}.{name}", args)


def test_two_fields_at_the_same_depth_are_ambiguous(lookup: Lookup) -> None:
    assert find(lookup, named("Both"), "x") is None
    assert find(lookup, named("Both"), "y") is not None
    assert find(lookup, named("Diamond"), "z") is None
    assert find(lookup, named("Diamond"), "M") is None


def test_the_shallower_field_wins(lookup: Lookup) -> None:
    found = find(lookup, named("Near"), "z")
    assert found is not None
    assert found.type == Basic("int")
    assert [step.field for step in found.path] == ["Base", "z"]


def test_type_that_embeds_itself_ends(lookup: Lookup) -> None:
    assert find(lookup, named("Loop"), "nothing") is None
    assert find(lookup, named("Loop"), "n") is not None


def test_promoted_method_of_another_package_names_its_declaration(lookup: Lookup) -> None:
    found = find(lookup, Pointer(named("Locked")), "RLock")
    assert found is not None
    assert (found.kind, found.symbol) == (SelectionKind.METHOD_VALUE, "(*sync.RWMutex).RLock")
    assert [(step.owner, step.field, step.indirect) for step in found.path] == [(f"{P}.Locked", "RWMutex", True)]
    assert found.receiver == Named("sync.RWMutex")


def test_defined_type_has_fields_and_promoted_methods_but_not_own_ones(lookup: Lookup) -> None:
    assert find(lookup, named("Defined"), "m") is not None
    assert find(lookup, named("Defined"), "Lock") is not None
    assert find(lookup, Named(f"{P}.PointerTo"), "x") is not None
    assert find(lookup, Pointer(named("ReadCloser")), "Read") is None


def test_interface_methods_are_named_after_the_interface_that_declares_them(lookup: Lookup) -> None:
    found = find(lookup, named("ReadCloser"), "Read")
    assert found is not None
    assert (found.kind, found.symbol) == (SelectionKind.INTERFACE_METHOD, "(io.Reader).Read")
    assert set(interface_methods(lookup, named("ReadCloser")) or ()) == {"Read", "Close"}
    error = find(lookup, Named("error"), "Error")
    assert error is not None
    assert error.symbol == "(error).Error"


def test_members_of_instantiated_types_have_the_arguments(lookup: Lookup) -> None:
    instance = named("Gen", Basic("string"))
    items, one, method = (find(lookup, instance, name) for name in ("items", "one", "Set"))
    assert items is not None
    assert one is not None
    assert method is not None
    assert (items.type, one.type) == (Slice(Basic("string")), Basic("string"))
    assert method.type.params == (Basic("string"),)  # type: ignore[union-attr]
    base = underlying(instance, lookup)
    assert isinstance(base, StructType)
    assert base.fields[0].type == Slice(Basic("string"))


@pytest.mark.parametrize(
    ("type", "interface", "answer"),
    [
        (named("Value"), "io.Reader", True),
        (Pointer(named("Value")), "io.Reader", True),
        (named("Wrong"), "io.Reader", False),
        (named("ByPointer"), "io.Reader", False),
        (Pointer(named("ByPointer")), "io.Reader", True),
        (named("Reader"), "io.Reader", True),
        (named("Both2"), "io.ReadWriter", True),
        (named("Buffer"), "io.Writer", False),
        (Pointer(named("Buffer")), "io.ReadWriter", True),
        (named("Lost"), "io.Reader", None),
        (Named("other.T"), "io.Reader", None),
        (named("Value"), "other.Interface", None),
        (Basic("int"), "io.Reader", False),
        (Pointer(Named("net/http.ServeMux")), "net/http.Handler", True),
        (Pointer(Named("go/ast.Ident")), "go/ast.Expr", True),
        (Pointer(Named("go/ast.File")), "go/ast.Expr", False),
        (Pointer(Named("sync.Mutex")), "sync.Locker", True),
    ],
)
def test_satisfaction_of_interfaces(lookup: Lookup, type: Type, interface: str, answer: bool | None) -> None:
    assert implements(type, Named(interface), lookup) is answer


def test_method_sets_depend_on_pointers(lookup: Lookup) -> None:
    assert set(method_set(lookup, named("ByPointer"))) == set()
    assert set(method_set(lookup, Pointer(named("ByPointer")))) == {"Read"}
    assert {"Read", "WriteString"} <= set(method_set(lookup, Pointer(named("Buffer"))))
    assert set(method_set(lookup, named("Reader"))) == {"Read"}


def test_underlying_types_are_looked_up_across_packages() -> None:
    assert underlying(Named("net/http.Header"), STANDARD) == Map(Basic("string"), Slice(Basic("string")))
    assert underlying(Named("no/such.T"), STANDARD) is None
    assert underlying(None, STANDARD) is None


def test_types_nest_only_so_deep() -> None:
    type: Type | None = Basic("int")
    for _ in range(500):
        type = pointer_to(type)
    assert not depth_exceeds(type, MAX_DEPTH + 1)
