"""What a name at package or file level means in one file: package scope, imports, dot imports, predeclared names."""

from collections.abc import Callable
from typing import Any

from golint_py.types.declared import FileScope
from golint_py.types.lookup import Lookup
from golint_py.types.model import Named
from golint_py.types.scope import Exports, Kind, Object
from golint_py.types.universe import OBJECTS, UNSAFE_FUNCTIONS, UNSAFE_POINTER

CGO = "C"


class Pending:
    """A constant or variable of the package being declared whose type is not known yet; `resolve` makes the walk that
    finds it and ends with the `Object`."""

    __slots__ = ("resolve",)

    def __init__(self, resolve: Callable[[], Any]) -> None:
        self.resolve = resolve


PackageScope = Callable[[str], "Object | Pending | None"]


def member_object(lookup: Lookup, exports: Exports, name: str) -> Object | None:
    """The package-level object of that name."""
    symbol = f"{exports.path}.{name}"
    function = exports.funcs.get(name)
    if function is not None:
        return Object(Kind.FUNC, name, function.signature, symbol)
    declaration = exports.types.get(name)
    if declaration is not None:
        named = Named(symbol)
        type = lookup.unalias(named) if declaration.alias and not declaration.params else named
        return Object(Kind.TYPE, name, type, symbol)
    constant = exports.consts.get(name)
    if constant is not None:
        return Object(Kind.CONST, name, constant.type, symbol, value=constant.value)
    if name in exports.vars:
        return Object(Kind.VAR, name, exports.vars[name], symbol)
    return None


def unsafe_object(name: str) -> Object | None:
    """A member of package unsafe."""
    if name == "Pointer":
        return Object(Kind.TYPE, name, UNSAFE_POINTER, "unsafe.Pointer")
    return Object(Kind.BUILTIN, "unsafe." + name, None, "unsafe." + name) if name in UNSAFE_FUNCTIONS else None


def guessed_names(path: str) -> tuple[str, ...]:
    """Names that a package with that import path is likely to have, best first."""
    parts = path.split("/")
    last = parts[-1]
    if len(parts) > 1 and last[:1] == "v" and last[1:].isdigit():
        last = parts[-2]
    stem, dot, version = last.rpartition(".")
    if dot and version[:1] == "v" and version[1:].isdigit():
        last = stem
    guesses = [last]
    if last.startswith("go-"):
        guesses.append(last[3:])
    if last.endswith(("-go", ".go")):
        guesses.append(last[:-3])
    guesses.append(last.replace("-", "_"))
    guesses.append(last.replace("-", ""))
    guesses.extend(last.replace(".", "-").split("-"))
    return tuple(dict.fromkeys(guess for guess in guesses if guess.isidentifier()))


class FileNames:
    """Remembers the objects of names as one file sees them. `dots`: names of other packages are among them."""

    __slots__ = ("_found", "_guesses", "_lookup", "_package", "_scope", "dots")

    def __init__(self, scope: FileScope, lookup: Lookup, package: PackageScope) -> None:
        self._scope = scope
        self.dots = bool(scope.dots)
        self._lookup = lookup
        self._package = package
        self._found: dict[bytes, Object | None] = {}
        self._guesses: dict[str, list[str]] = {}
        for path in scope.unnamed:
            for guess in guessed_names(path):
                self._guesses.setdefault(guess, []).append(path)

    def find(self, name: bytes) -> Object | Pending | None:
        """The object of a name outside all functions, None where it is unknown."""
        found = self._found
        if name in found:
            return found[name]
        resolved = self._resolve(name.decode("utf-8", "replace"))
        if not isinstance(resolved, Pending):
            found[name] = resolved
        return resolved

    def _resolve(self, name: str) -> Object | Pending | None:
        own = self._package(name)
        if own is not None:
            return own
        scope = self._scope
        path = scope.imports.get(name)
        if path is not None:
            exports = self._lookup.exports(path) if path != CGO else None
            path = exports.path if exports is not None else path
        else:
            path = self._unnamed(name)
        if path is not None:
            return Object(Kind.PACKAGE, name, None, path)
        for dot in scope.dots:
            exports = self._lookup.exports(dot)
            if exports is not None and name[:1].isupper():
                member = member_object(self._lookup, exports, name)
                if member is not None:
                    return member
        return OBJECTS.get(name)

    def _unnamed(self, name: str) -> str | None:
        """The path of the import without a written name that has that name."""
        guessed = self._guesses.get(name, ())
        for path in guessed:
            exports = self._lookup.exports(path)
            if path == name or exports is None or exports.name == name:
                return path if exports is None else exports.path
        if name in OBJECTS:
            return None
        for path in self._scope.unnamed:
            exports = self._lookup.exports(path)
            if exports is not None and exports.name == name:
                return exports.path
        return None


def package_member(lookup: Lookup, path: str, name: str) -> Object | None:
    """What `pkg.Name` means, None where it is unknown."""
    if path == "unsafe":
        return unsafe_object(name)
    exports = lookup.exports(path)
    return member_object(lookup, exports, name) if exports is not None else None
