"""How a type is written in a file: `map[string]*pb.Peer`, with the names that the file has for its imports."""

from golint_py.fix.refusal import Refused
from golint_py.types.declared import FileScope
from golint_py.types.model import (
    Array,
    Basic,
    Chan,
    Interface,
    Map,
    Named,
    Pointer,
    Signature,
    Slice,
    StructType,
    Type,
    TypeParam,
)
from golint_py.types.names import guessed_names
from golint_py.types.scope import Packages

_CHANNELS = {"both": "chan ", "send": "chan<- ", "recv": "<-chan "}
_Parts = list["str | Type | None"]


class Spelling:
    """Writes types in one file of the package `own`; `hidden` are names that mean something else where they go."""

    __slots__ = ("_hidden", "_own", "_packages", "_scope")

    def __init__(self, scope: FileScope, own: str, packages: Packages, hidden: frozenset[str]) -> None:
        self._scope = scope
        self._own = own
        self._packages = packages
        self._hidden = hidden

    def text(self, type: Type | None) -> bytes:
        """The type as Go. Raises `Refused` for one that is not known or has no name in the file."""
        found: list[str] = []
        work: _Parts = [type]
        while work:
            part = work.pop()
            if isinstance(part, str):
                found.append(part)
            else:
                work += reversed(self._parts(part))
        return "".join(found).encode()

    def _parts(self, type: Type | None) -> _Parts:
        match type:
            case Basic(name) if not name.startswith("untyped"):
                return [self._visible(name)]
            case Named(name, arguments):
                return [self._name(name), *(_listed("[", arguments, "]") if arguments else ())]
            case TypeParam(_, name):
                return [self._visible(name)]
            case Signature():
                return _signature(type)
            case Interface((), (), ()):
                return ["interface{}"] if self._scope.file.go < (1, 18) else [self._visible("any")]
            case StructType(()):
                return ["struct{}"]
        return _composite(type)

    def _visible(self, name: str) -> str:
        if name in self._hidden:
            raise Refused(f"{name} means something else there")
        return name

    def _name(self, name: str) -> str:
        path, _, short = name.rpartition(".")
        if path in ("", self._own):
            return self._visible(short)
        return f"{self._visible(self._package(path))}.{short}"

    def _package(self, path: str) -> str:
        """The name of an import in the file. Raises `Refused` where it is not imported, or its name is not known."""
        for name, imported in self._scope.imports.items():
            if imported == path and name not in ("_", "."):
                return name
        exports = self._packages.exports(path)
        if path in self._scope.unnamed and exports is not None:
            return exports.name
        for guess in guessed_names(path) if path in self._scope.unnamed else ():
            if f"{guess}.".encode() in self._scope.parsed.data:
                return guess
        raise Refused(f"{path} is not imported there")


def _composite(type: Type | None) -> _Parts:
    match type:
        case Pointer(elem):
            return ["*", elem]
        case Slice(elem):
            return ["[]", elem]
        case Array(elem, length) if length >= 0:
            return [f"[{length}]", elem]
        case Map(key, elem):
            return ["map[", key, "]", elem]
        case Chan(elem, direction):
            inner = isinstance(elem, Chan) and elem.direction == "recv"
            return [_CHANNELS[direction], *(["(", elem, ")"] if inner else [elem])]
    raise Refused("a type that is needed for it cannot be written there")


def _signature(type: Signature) -> _Parts:
    parts = _listed("func(", type.params, ")")
    if type.variadic and type.params and isinstance(last := type.params[-1], Slice):
        parts[-2:-1] = ["...", last.elem]
    if len(type.results) == 1:
        return [*parts, " ", type.results[0]]
    return [*parts, *(_listed(" (", type.results, ")") if type.results else ())]


def _listed(before: str, types: tuple[Type | None, ...], after: str) -> _Parts:
    parts: _Parts = [before]
    for number, one in enumerate(types):
        parts += [", ", one] if number else [one]
    return [*parts, after]
