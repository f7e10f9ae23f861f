"""Where declarations are looked up: packages by path, types by name, underlying and core types."""

from collections.abc import Callable, Mapping

import msgspec

from golint_py.types.foreign import foreign_map
from golint_py.types.model import Interface, Named, Pointer, Type, TypeParam
from golint_py.types.scope import Exports, MethodDecl, Packages, TypeDecl
from golint_py.types.substitute import substitute
from golint_py.types.universe import DECLARATIONS

_DECODER = msgspec.msgpack.Decoder(Exports)
_ENCODER = msgspec.msgpack.Encoder()


def encode_exports(exports: Exports) -> bytes:
    """The serialised form of a package's declarations, same bytes for equal declarations in equal order."""
    return _ENCODER.encode(exports)


def decode_exports(blob: bytes) -> Exports:
    """Read `encode_exports`. Raises `msgspec.MsgspecError` on anything else."""
    return _DECODER.decode(blob)


class Universe:
    """All packages in sight: the module's (with `vendor/`) first, then the standard library's. Decodes when asked.

    `module` maps import paths to `Exports` or to their encoded form.
    """

    __slots__ = ("_known", "_module", "_standard")

    def __init__(self, module: Mapping[str, bytes | Exports], standard: Packages | None) -> None:
        self._module = module
        self._standard = standard
        self._known: dict[str, Exports | None] = {}

    def exports(self, path: str) -> Exports | None:
        """Declarations of the package with that import path, None where it is not known."""
        known = self._known
        if path in known:
            return known[path]
        stored = self._module.get(path)
        found: Exports | None
        if stored is None:
            found = None if self._standard is None else self._standard.exports(path)
        else:
            found = decode_exports(stored) if isinstance(stored, bytes) else stored
        known[path] = found
        return found


class Overlay:
    """Packages with some of them replaced, e.g. a package under test by itself with its test files."""

    __slots__ = ("_base", "_own")

    def __init__(self, base: Packages, own: Mapping[str, Exports]) -> None:
        self._base = base
        self._own = own

    def exports(self, path: str) -> Exports | None:
        """The replaced declarations, else those of the base."""
        found = self._own.get(path)
        return found if found is not None else self._base.exports(path)


class Lookup:
    """Remembers what types mean while one package is worked on.

    `own` is the path of that package: unexported fields and methods of other packages are not selectable in it.
    `own_type` answers for types of the package while it is still being declared. `local_types` are those declared in
    functions, by full name. It is itself a `Packages`.
    """

    __slots__ = (
        "_declarations",
        "_underlying",
        "local_types",
        "members",
        "own",
        "own_prefix",
        "own_type",
        "packages",
        "uncopied",
    )

    def __init__(self, packages: Packages, own: str, own_type: Callable[[str], TypeDecl | None] | None = None) -> None:
        self.packages = packages
        self.own = own
        self.own_prefix = own + "."
        self.own_type = own_type
        self.local_types: dict[str, TypeDecl] = {}
        self.members: dict[tuple[Type, str], object] = {}
        self.uncopied: dict[Type, str] = {}  # see `no_copy`
        self._declarations: dict[str, TypeDecl | None] = dict(DECLARATIONS)
        self._underlying: dict[Named, Type | None] = {}

    def exports(self, path: str) -> Exports | None:
        """Declarations of a package."""
        return self.packages.exports(path)

    def declaration(self, name: str) -> TypeDecl | None:
        """The declaration of a type by its full name, None where it is unknown."""
        known = self._declarations
        if name in known:
            return known[name]
        local = self.local_types.get(name)
        if local is not None:
            return local
        path, _, short = name.rpartition(".")
        if self.own_type is not None and path == self.own:
            return self.own_type(short)
        exports = self.packages.exports(path)
        found = exports.types.get(short) if exports is not None else None
        if found is not None or exports is not None:
            known[name] = found
        return found

    def underlying(self, type: Type | None) -> Type | None:
        """What a defined type or alias stands for; other types stand for themselves. Type parameters stay."""
        if type.__class__ is not Named:
            return type
        known = self._underlying
        if type in known:
            return known[type]
        found: Type | None = type
        for _ in range(50):
            assert isinstance(found, Named)
            found = self._step(found)
            if found.__class__ is not Named:
                break
        else:
            found = None
        if found is not None:
            known[type] = found
        return found

    def _step(self, type: Named) -> Type | None:
        declaration = self.declaration(type.name)
        if declaration is None:
            return foreign_map(type.name) if self.exports(type.name.rpartition(".")[0]) is None else None
        if not declaration.params:
            return declaration.underlying
        return substitute(declaration.underlying, type_arguments(type, declaration))

    def unalias(self, type: Type | None) -> Type | None:
        """The type that an alias stands for, where `type` is a known one."""
        for _ in range(50):
            if type.__class__ is not Named:
                return type
            declaration = self.declaration(type.name)
            if declaration is None or not declaration.alias:
                return type
            type = substitute(declaration.underlying, type_arguments(type, declaration))
        return None

    def dereferenced(self, type: Type | None) -> Type | None:
        """The type that a pointer type points to, else the type itself."""
        base = self.underlying(type)
        return base.elem if isinstance(base, Pointer) else type

    def constraint(self, parameter: TypeParam) -> Type | None:
        """What the declaration demands of a type parameter, None where it is unknown."""
        for name, constraint in self.parameters(parameter.owner):
            if name == parameter.name:
                return constraint
        return None

    def parameters(self, owner: str) -> tuple[tuple[str, Type | None], ...]:
        """Names and constraints of the type parameters of a declaration: `path.F`, `path.T` or `(*path.T).M`."""
        if owner[:1] == "(":
            receiver, _, method = owner.rpartition(").")
            declaration = self.declaration(receiver.lstrip("(*"))
            found: MethodDecl | None = declaration.methods.get(method) if declaration is not None else None
            return _paired(found.signature.type_params, found.constraints) if found is not None else ()
        path, _, name = owner.rpartition(".")
        exports = self.packages.exports(path)
        function = exports.funcs.get(name) if exports is not None else None
        if function is not None:
            return _paired(function.signature.type_params, function.constraints)
        declaration = self.declaration(owner)
        return _paired(declaration.params, declaration.constraints) if declaration is not None else ()

    def core(self, type: Type | None) -> Type | None:
        """The underlying type, for a type parameter the one that all types of its constraint share (None if none)."""
        if type.__class__ is not TypeParam:
            return self.underlying(type)
        return self._core_of_constraint(self.constraint(type), 0)

    def _core_of_constraint(self, constraint: Type | None, depth: int) -> Type | None:
        base = self.underlying(constraint)
        if depth > 10 or base is None:
            return None
        if isinstance(base, TypeParam):
            return self._core_of_constraint(self.constraint(base), depth + 1)
        if not isinstance(base, Interface):
            return base
        terms = base.union or base.embedded
        found: Type | None = None
        for term in terms:
            under = self._core_of_constraint(term, depth + 1)
            if under is None and not base.union:
                continue
            if under is None or (found is not None and found != under):
                return None
            found = under
        return found


def type_arguments(type: Named, declaration: TypeDecl) -> dict[TypeParam, Type | None]:
    """The arguments of an instantiated type by parameter."""
    pairs = zip(declaration.params, type.args, strict=False)
    return {TypeParam(type.name, parameter): argument for parameter, argument in pairs}


def _paired(names: tuple[str, ...], constraints: tuple[Type | None, ...]) -> tuple[tuple[str, Type | None], ...]:
    padded = constraints + (None,) * (len(names) - len(constraints))
    return tuple(zip(names, padded, strict=False))


def underlying(type: Type | None, packages: Packages) -> Type | None:
    """What a type stands for (see `Lookup.underlying`), for callers that keep no `Lookup`."""
    lookup = packages if isinstance(packages, Lookup) else Lookup(packages, "")
    return lookup.underlying(type)


def core(type: Type | None, packages: Packages) -> Type | None:
    """What a type stands for, for a type parameter what all its types have in common (see `Lookup.core`)."""
    lookup = packages if isinstance(packages, Lookup) else Lookup(packages, "")
    return lookup.core(type)
