"""Go's types as frozen values. Identity of types is equality of these records; `None` stands for *unknown*.

`Named` holds only a name; the underlying type is looked up (`types/lookup.underlying`), so types can be written
to disk, sent to other processes and compared without cycles. Names are `import/path.T`, for a type declared inside a
function or method `import/path.f.T` or `import/path.U.M.T` (a second one of the same name `import/path.f.T·2`);
predeclared names have no path (`error`).
"""

from msgspec import Struct


class Basic(Struct, frozen=True, gc=False, tag="b"):
    """A predeclared basic type: `int`, `string`, `unsafe.Pointer`, or an untyped kind (`untyped int`, `untyped nil`).

    `byte` is `uint8`, `rune` is `int32`.
    """

    name: str


class Named(Struct, frozen=True, gc=False, tag="n"):
    """A defined type (or an alias not yet resolved), with type arguments where it is generic."""

    name: str
    args: tuple["Type | None", ...] = ()


class Pointer(Struct, frozen=True, gc=False, tag="p"):
    """`*T`."""

    elem: "Type | None"


class Slice(Struct, frozen=True, gc=False, tag="s"):
    """`[]T`."""

    elem: "Type | None"


class Array(Struct, frozen=True, gc=False, tag="a"):
    """`[N]T`; `length` is -1 where unknown."""

    elem: "Type | None"
    length: int


class Map(Struct, frozen=True, gc=False, tag="m"):
    """`map[K]V`."""

    key: "Type | None"
    elem: "Type | None"


class Chan(Struct, frozen=True, gc=False, tag="c"):
    """`chan T`; `direction` is "both", "send" or "recv"."""

    elem: "Type | None"
    direction: str


class Field(Struct, frozen=True, gc=False):
    """A struct field. An embedded field has the name of its type."""

    name: str
    type: "Type | None"
    embedded: bool = False
    tag: str = ""


class StructType(Struct, frozen=True, gc=False, tag="t"):
    """`struct{...}`."""

    fields: tuple[Field, ...]


class Method(Struct, frozen=True, gc=False):
    """A method of an interface."""

    name: str
    signature: "Signature"


class Interface(Struct, frozen=True, gc=False, tag="i"):
    """`interface{...}`: explicit methods, embedded types; `union` terms of constraints (`~int | string`)."""

    methods: tuple[Method, ...] = ()
    embedded: tuple["Type | None", ...] = ()
    union: tuple["Type | None", ...] = ()


class Signature(Struct, frozen=True, gc=False, tag="f"):
    """A function type, without its receiver. The last parameter of a variadic one has type `[]T`."""

    params: tuple["Type | None", ...]
    results: tuple["Type | None", ...]
    variadic: bool = False
    type_params: tuple[str, ...] = ()


class Tuple(Struct, frozen=True, gc=False, tag="u"):
    """Several values: results of a call, or value and ok of a comma-ok form."""

    elems: tuple["Type | None", ...]


class TypeParam(Struct, frozen=True, gc=False, tag="v"):
    """A type parameter, named as in the declaration that it belongs to (`path.F[T]` is owner `path.F`, name `T`)."""

    owner: str
    name: str


HOLDERS = (Pointer, Slice, Array, Chan, Map)  # types of what leads to values of another type, their `elem`

Type = Basic | Named | Pointer | Slice | Array | Map | Chan | StructType | Interface | Signature | Tuple | TypeParam
