"""What Go predeclares: basic types, `error`, `any`, constants, `nil` and the built-in functions."""

from golint_py.types.model import Basic, Interface, Method, Named, Signature, Type
from golint_py.types.scope import Kind, MethodDecl, Object, TypeDecl

BOOL = Basic("bool")
INT = Basic("int")
INT32 = Basic("int32")
UINT8 = Basic("uint8")
UINTPTR = Basic("uintptr")
FLOAT64 = Basic("float64")
COMPLEX128 = Basic("complex128")
STRING = Basic("string")
UNSAFE_POINTER = Basic("unsafe.Pointer")

UNTYPED_BOOL = Basic("untyped bool")
UNTYPED_INT = Basic("untyped int")
UNTYPED_RUNE = Basic("untyped rune")
UNTYPED_FLOAT = Basic("untyped float")
UNTYPED_COMPLEX = Basic("untyped complex")
UNTYPED_STRING = Basic("untyped string")
UNTYPED_NIL = Basic("untyped nil")

ERROR = Named("error")
ANY = Interface()
COMPARABLE = Named("comparable")

# An untyped kind and the type that a variable gets from it.
DEFAULTS: dict[str, Basic] = {
    "untyped bool": BOOL,
    "untyped int": INT,
    "untyped rune": INT32,
    "untyped float": FLOAT64,
    "untyped complex": COMPLEX128,
    "untyped string": STRING,
}

# Numeric untyped kinds in the order in which one wins over the other.
NUMERIC_RANK: dict[str, int] = {"untyped int": 1, "untyped rune": 2, "untyped float": 3, "untyped complex": 4}

# Bits of the integer types of linux/amd64; negative where signed.
INTEGER_BITS: dict[str, int] = {
    "int": -64,
    "int8": -8,
    "int16": -16,
    "int32": -32,
    "int64": -64,
    "uint": 64,
    "uint8": 8,
    "uint16": 16,
    "uint32": 32,
    "uint64": 64,
    "uintptr": 64,
}
FLOATS = frozenset({"float32", "float64"})
COMPLEXES = frozenset({"complex64", "complex128"})

BUILTINS = frozenset(
    "append cap clear close complex copy delete imag len make max min new panic print println real recover".split()
)
UNSAFE_FUNCTIONS = frozenset("Add Alignof Offsetof Sizeof Slice SliceData String StringData".split())

_ERROR_SIGNATURE = Signature((), (STRING,))

# Predeclared types that have a name: looked up like declared ones.
DECLARATIONS: dict[str, TypeDecl] = {
    "error": TypeDecl(Interface((Method("Error", _ERROR_SIGNATURE),))),
    "comparable": TypeDecl(Interface()),
}

_BASIC: dict[str, Type] = {
    name: Basic(name)
    for name in (
        "bool string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr "
        "float32 float64 complex64 complex128"
    ).split()
}
_TYPES: dict[str, Type] = {
    **_BASIC,
    "byte": UINT8,
    "rune": INT32,
    "error": ERROR,
    "any": ANY,
    "comparable": COMPARABLE,
}

OBJECTS: dict[str, Object] = (
    {name: Object(Kind.TYPE, name, type) for name, type in _TYPES.items()}
    | {name: Object(Kind.BUILTIN, name, None) for name in BUILTINS}
    | {
        "true": Object(Kind.CONST, "true", UNTYPED_BOOL, value=True),
        "false": Object(Kind.CONST, "false", UNTYPED_BOOL, value=False),
        "iota": Object(Kind.CONST, "iota", UNTYPED_INT),
        "nil": Object(Kind.NIL, "nil", UNTYPED_NIL),
    }
)

NO_METHODS: dict[str, MethodDecl] = {}


def is_untyped(type: Type | None) -> bool:
    """Whether the type is an untyped kind, nil included."""
    return type.__class__ is Basic and type.name[:8] == "untyped "


def default_type(type: Type | None) -> Type | None:
    """The type of a variable initialised with a value of that type; None for untyped nil."""
    if type.__class__ is Basic and type.name[:8] == "untyped ":
        return DEFAULTS.get(type.name)
    return type
