"""Fields whose objects callers out of sight can neither have nor bring, as far as the declarations of a package tell.

A method that is exported can be called by whoever has the object. What an unexported field holds they get from an
exported function, method, field or variable of its type, or from one of an interface that it implements; and none but
those takes one of theirs. Constructors answer an object that is the caller's, and stays so where nothing takes it. What
a field with an interface holds is of a type of the package that nobody out of sight can have, or brought by them.
"""

from collections.abc import Iterable, Iterator, Set
from functools import cache

from golint_py.types.methods import implementing, implements
from golint_py.types.model import Array, Chan, Interface, Map, Named, Pointer, Signature, Slice, StructType, Tuple, Type
from golint_py.types.scope import Exports, Packages


def enclosed_fields(exports: Exports | None, packages: Packages) -> frozenset[str]:
    """Unexported fields, by their names, that hold an object of a struct type or an interface of the package which no
    caller out of sight can have or bring."""
    if exports is None:
        return frozenset()
    held = {field: kind for field, kind in _fields(exports) if kind.name.rpartition(".")[0] == exports.path}
    passing = {one.name for kind in _passed(exports) for one in _named(kind)} if held else set[str]()
    answers = {one for kind in _answered(exports) for one in _named(kind)} if held else set[Named]()
    made = {one for kind in _constructed(exports) for one in _named(kind)} if held else set[Named]()

    def reached(kind: Named, by: Set[Named]) -> bool:
        if kind.name in passing:
            return True
        return any(_is_interface(one, packages) and implements(Pointer(kind), one, packages) for one in by)

    @cache
    def out(kind: Named) -> bool:
        if not _is_interface(kind, packages):
            return reached(kind, answers)
        return any(one in made or reached(one, answers | made) for one in implementing(exports, kind, packages))

    return frozenset(field for field, kind in held.items() if not out(kind))


def _fields(exports: Exports) -> Iterator[tuple[str, Named]]:
    """Unexported fields that are not embedded and hold a struct type, or a pointer to it, or an interface."""
    for name, declaration in exports.types.items():
        if not isinstance(declaration.underlying, StructType):
            continue
        for field in declaration.underlying.fields:
            kind = field.type.elem if isinstance(field.type, Pointer) else field.type
            if not isinstance(kind, Named) or field.embedded or field.name[:1].isupper():
                continue
            declared = exports.types.get(kind.name.rpartition(".")[2])
            if declared is not None and isinstance(declared.underlying, StructType | Interface):
                yield f"{exports.path}.{name}.{field.name}", kind


def _passed(exports: Exports) -> Iterator[Type | None]:
    """What callers out of sight get from the package, constructors aside, or give to it."""
    for name, function in exports.funcs.items():
        if name[:1].isupper():
            yield from function.signature.params
            if not name.startswith("New"):
                yield from function.signature.results
    yield from (kind for name, kind in exports.vars.items() if name[:1].isupper())
    for declaration in exports.types.values():
        for name, method in declaration.methods.items():
            if name[:1].isupper():
                yield method.signature
        kind = declaration.underlying
        if isinstance(kind, StructType):
            yield from (field.type for field in kind.fields if field.embedded or field.name[:1].isupper())
        else:
            yield kind


def _constructed(exports: Exports) -> Iterator[Type | None]:
    """What constructors answer."""
    for name, function in exports.funcs.items():
        if name.startswith("New"):
            yield from function.signature.results


def _answered(exports: Exports) -> Iterator[Type | None]:
    """What exported functions and methods answer, constructors aside."""
    for name, function in exports.funcs.items():
        if name[:1].isupper() and not name.startswith("New"):
            yield from function.signature.results
    for declaration in exports.types.values():
        for name, method in declaration.methods.items():
            if name[:1].isupper():
                yield from method.signature.results


def _named(kind: Type | None) -> Iterator[Named]:
    """The declared types that a type is written with."""
    work = [kind]
    while work:
        match work.pop():
            case Named() as named:
                yield named
                work.extend(named.args)
            case Pointer(elem) | Slice(elem) | Array(elem=elem) | Chan(elem=elem):
                work.append(elem)
            case Map(key, elem):
                work += (key, elem)
            case Signature(params=params, results=results):
                work += (*params, *results)
            case Tuple(elems):
                work.extend(elems)
            case StructType(fields):
                work.extend(field.type for field in fields)
            case Interface(methods=methods, embedded=embedded):
                work += (*(method.signature for method in methods), *embedded)


def _is_interface(kind: Named, packages: Packages) -> bool:
    path, _, name = kind.name.rpartition(".")
    exports = packages.exports(path)
    declared = exports.types.get(name) if exports is not None else None
    return declared is not None and isinstance(declared.underlying, Interface)


def held_by(names: Iterable[str], fields: frozenset[str]) -> bool:
    """Whether an object with these names, in the frames of functions, is always what one of the fields holds."""
    known = list(names)
    return bool(known) and all(name.endswith(tuple(fields)) for name in known)
