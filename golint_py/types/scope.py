"""What names mean: objects, the declarations of a package as others see them, and the universe of packages."""

import enum
from typing import Protocol

from msgspec import Struct

from golint_py.types.model import Signature, Type

NO_BODY = "(no body)"


class Kind(enum.IntEnum):
    """What sort of thing a name stands for."""

    VAR = 1
    CONST = 2
    TYPE = 3
    FUNC = 4
    PACKAGE = 5
    BUILTIN = 6
    NIL = 7


class Object(Struct, frozen=True, eq=False, gc=False):
    """One declared thing. Local variables are told apart by identity.

    `symbol` is `path.name` for package-level objects, the import path for packages, "" for locals. `declared` is the
    byte offset of the declaring identifier in its file (-1 for package-level and predeclared things). `value` is the
    constant's value (bool, int, float or str; exact integers) where known. `role` is set for function parameters,
    results and receivers ("parameter", "result", "receiver") else "".
    """

    kind: Kind
    name: str
    type: Type | None
    symbol: str = ""
    declared: int = -1
    value: bool | int | float | str | None = None
    role: str = ""


class MethodDecl(Struct, frozen=True, gc=False):
    """A declared method: its signature without receiver, and whether the receiver is a pointer. In the signature the
    receiver's type parameters have the names of the type's declaration. `constraints` are those of its own."""

    signature: Signature
    pointer: bool
    constraints: tuple[Type | None, ...] = ()


class TypeDecl(Struct, frozen=True):
    """A package-level (or, in `Declared.local_types`, function-level) type.

    `params` are the names of type parameters in order. For an alias, `underlying` is the type aliased. `guards` maps
    field to the name of the lock that a comment or annotation declares for it (`// guarded by mu`, `+checklocks:mu`).
    `constraints` are those of the type parameters, in order. `aliases` are pairs of locks, by the fields that lead to
    them, that are one and the same (`+checklocksalias:inner.mu=mu`).
    """

    underlying: Type | None
    params: tuple[str, ...] = ()
    alias: bool = False
    methods: dict[str, MethodDecl] = {}
    guards: dict[str, str] = {}
    constraints: tuple[Type | None, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


class FuncDecl(Struct, frozen=True, gc=False):
    """A package-level function. `annotations` are the lines of its doc comment that the analyses read: every line that
    starts with `+check`, `golint:` or `go:uintptr`, and every line that speaks of a lock being held; and `NO_BODY` for
    a function that is written in assembly or linked from elsewhere."""

    signature: Signature
    annotations: tuple[str, ...] = ()
    constraints: tuple[Type | None, ...] = ()


class ConstDecl(Struct, frozen=True, gc=False):
    """A package-level constant; `value` is None where it could not be folded."""

    type: Type | None
    value: bool | int | float | str | None


class Exports(Struct, frozen=True):
    """The declarations of one package, serialisable. Unexported ones are included: embedding and method sets need them.

    `imports` lists the import paths of its files. `vars` holds None where the type could not be inferred. `guards` are
    the declared guards of package variables. `annotations` are those of methods, by symbol (`(*path.T).M`).
    `sharing` are the functions (`F`) and methods (`T.M`) that lead to maps which goroutines elsewhere may share.
    """

    path: str
    name: str
    types: dict[str, TypeDecl]
    funcs: dict[str, FuncDecl]
    vars: dict[str, Type | None]
    consts: dict[str, ConstDecl]
    imports: tuple[str, ...] = ()
    guards: dict[str, str] = {}
    annotations: dict[str, tuple[str, ...]] = {}
    sharing: tuple[str, ...] = ()


class Packages(Protocol):
    """Where declarations of other packages come from: the module, vendor, the standard library's index."""

    def exports(self, path: str) -> Exports | None:
        """Declarations of the package with that import path, None where it is not known."""
        ...


class Step(Struct, frozen=True, gc=False):
    """One implicit or explicit field selection: the struct type that declares the field (`path.T`, or "" for an
    unnamed struct), the field, whether the operand is a pointer that is dereferenced first, and the field's type."""

    owner: str
    field: str
    index: int
    indirect: bool
    type: Type | None


class SelectionKind(enum.IntEnum):
    """What `x.f` means."""

    FIELD = 1
    METHOD_VALUE = 2  # x.M, bound (also when called at once)
    METHOD_EXPR = 3  # T.M
    INTERFACE_METHOD = 4
    PACKAGE = 5  # pkg.Name


class Selection(Struct, frozen=True, gc=False):
    """The meaning of one selector expression.

    `path` lists the embedded fields passed through (promotion); for FIELD its last step is the field itself.
    `symbol` is the callee for methods: `(*path.T).M` or `(path.T).M` as declared; for INTERFACE_METHOD `(path.I).M`
    with the interface that declares it, or `.M` where that has no name; for PACKAGE `path.Name`. `pointer` says that
    the method's declared receiver is a pointer.
    `receiver` is the type of the operand after `path`.
    """

    kind: SelectionKind
    path: tuple[Step, ...]
    symbol: str
    pointer: bool
    receiver: Type | None
    type: Type | None


class Mode(enum.IntEnum):
    """What an expression is."""

    VALUE = 1  # a value; `type` may be a Tuple for calls with several results
    TYPE = 2  # a type, as in conversions, make(T) and composite literals
    NO_VALUE = 3  # a call without results, a statement-like builtin
    BUILTIN = 4  # the name of a builtin function
    PACKAGE = 5  # the name of an import
    UNKNOWN = 6


class Operand(Struct, frozen=True, gc=False):
    """Mode, type and constant value of one expression. An untyped constant has already got the type it is converted to
    where the context gives one, else its untyped kind."""

    mode: Mode
    type: Type | None
    value: bool | int | float | str | None = None
    addressable: bool = False


class Info(Struct, frozen=True, eq=False):
    """What the expressions of one function (or package-level initialiser) mean, keyed by `node.id` of syntax nodes.

    The nodes' tree must stay alive while this is used. Missing keys are unknown.

    - `operands`: every expression node, parenthesised ones too, also type expressions in expression position. What the
      grammar takes for a type but is an expression has one as well: `m[k]` of `m[k](x)` is a `generic_type`, `a.b` of
      `new(a.b)` a `qualified_type`; of `m[k](x, y)` the `type_arguments` node has the operand of `m[k]`. For a
      `type_conversion_expression` whose type starts with stars, as `*(*[]T)(p)`, the operand is what the dereferences
      yield; the type converted to is that of the type node inside the stars. `<-chan T(x)` likewise receives.
    - `objects`: identifiers, both uses and definitions. The variable of a type switch has one object per clause, keyed
      by the id of the *clause* node in `clauses`.
    - `selections`: selector expressions.
    - `types`: type expressions in type position (parameters of literals, var x T, composite literals, make ...).
    - `instances`: type arguments of a generic function's use, given or inferred, by id of the function expression.
    - `local_types`: declarations of types inside the function, by full name.
    """

    operands: dict[int, Operand]
    objects: dict[int, Object]
    clauses: dict[int, Object]
    selections: dict[int, Selection]
    types: dict[int, Type | None]
    instances: dict[int, tuple[Type | None, ...]]
    local_types: dict[str, TypeDecl]
