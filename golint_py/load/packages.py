"""Which files make which package."""

import re
from collections.abc import Sequence

from msgspec import structs

from golint_py.load.assemble import Directory, assemble
from golint_py.load.constraints import Configuration
from golint_py.load.model import GoFile, Import, Loaded, Package, Variant
from golint_py.load.modules import Modules
from golint_py.load.order import dependency_order
from golint_py.load.tree import SourceTree
from golint_py.load.walk import LeftOut, Walk, nothing_left_out
from golint_py.text.finding import Skipped

__all__ = ["GoFile", "Import", "Loaded", "Package", "Variant", "load"]

DEFAULT = Configuration()
_PLAIN = re.compile(r"(?:[A-Za-z0-9._~+/@# -]|[^\x00-\x7f])+")
LIMIT = 10_000_000  # bytes of a file


def load(
    tree: SourceTree,
    arguments: Sequence[str] = ("",),
    configuration: Configuration = DEFAULT,
    *,
    gitignore: bool = True,
    limit: int = LIMIT,
    left_out: LeftOut = nothing_left_out,
) -> Loaded:
    """The packages that the arguments mean, and those of the tree that they import.

    `arguments` are tree paths ("" is the root): a file means its package, of which only the findings in named files
    are wanted; a directory, also as `dir/...`, everything below it but `vendor`, `testdata`, `node_modules`, names that
    start with `_` or `.`, and what .gitignore files or go.mod leave out (unless it is the argument itself). Files
    longer than `limit` bytes are skipped. `left_out` says of a directory that it is not entered, of a file that it is
    not asked for: it is read only as a part of a package of which other files are, or that others import. Nothing
    here raises on odd input.
    """
    modules = Modules(tree)
    walk = Walk(modules, gitignore, left_out)
    walk.add(arguments)
    directories = {
        directory: assemble(modules, directory, walk.targets[directory], configuration, limit)
        for directory in sorted(walk.targets)
    }
    skipped = {*walk.skipped, *(one for found in directories.values() for one in found.skipped)}
    wanted = [package for found in directories.values() for package in found.packages if package.report]
    packages, places = _closure(modules, directories, wanted, configuration, limit)
    names = _unique(packages)
    imports = _imports(packages, places, names)
    renamed = [_with_path(package, names[package.directory, package.path]) for package in packages]
    skipped.update(_module_problems(modules))
    return Loaded(
        packages=dependency_order(renamed, imports),
        skipped=tuple(sorted(skipped)),
        errors=tuple(sorted(walk.errors)),
        modules=modules.all(),
        imports=imports,
        configuration=configuration,
    )


# A package before its path is known to be unique: directory and import path.
Key = tuple[str, str]


def _closure(
    modules: Modules,
    directories: dict[str, Directory],
    wanted: list[Package],
    configuration: Configuration,
    limit: int,
) -> tuple[list[Package], dict[Key, dict[str, Key]]]:
    """The packages wanted and all of the tree that they import, with what each import means."""
    known = dict(directories)
    found = {(package.directory, package.path): package for package in wanted}
    places: dict[Key, dict[str, Key]] = {}
    queue = list(wanted)
    while queue:
        package = queue.pop()
        key = (package.directory, package.path)
        places[key] = {}
        for path in sorted(imported_paths(package)):
            directory = modules.resolve(package.directory, path)
            if directory is None:
                continue
            if directory not in known:
                known[directory] = assemble(modules, directory, set(), configuration, limit, tests=False)
            target = (directory, known[directory].primary)
            meant = next((one for one in known[directory].packages if one.path == target[1]), None)
            if meant is None or target == key:
                continue
            places[key][path] = target
            if target not in found:
                found[target] = meant
                queue.append(meant)
    return [found[key] for key in sorted(found)], places


def imported_paths(package: Package) -> set[str]:
    """The import paths that the files of a package spell, in all its configurations."""
    found = {item.path for file in package.files for item in file.imports}
    for variant in package.variants:
        found.update(item.path for file in variant.files if file.path in variant.fresh for item in file.imports)
    return found - {"C", "unsafe"}


def _unique(packages: list[Package]) -> dict[Key, str]:
    """Names for packages: their import path, with `@directory` where an earlier one has it already."""
    taken: set[str] = set()
    names = {}
    for package in sorted(packages, key=lambda one: (not one.report, one.directory, one.path)):
        name = _plain(package.path)
        if name in taken:
            name = _plain(f"{package.path}@{package.directory}")
        taken.add(name)
        names[package.directory, package.path] = name
    return names


def _plain(path: str) -> str:
    """The path with what Go allows in no import path spelled as `%5B`: in names of symbols brackets have a meaning."""
    if _PLAIN.fullmatch(path):
        return path
    return "".join(char if _PLAIN.fullmatch(char) else f"%{ord(char):02X}" for char in path)


def _imports(
    packages: list[Package], places: dict[Key, dict[str, Key]], names: dict[Key, str]
) -> dict[str, dict[str, str]]:
    standard = {package.path for package in packages if package.module == "std"}
    imports = {}
    for package in packages:
        key = (package.directory, package.path)
        found = {path: names[target] for path, target in places[key].items()}
        if standard and package.module == "cmd":
            found.update((path, path) for path in imported_paths(package) & standard if path not in found)
        imports[names[key]] = dict(sorted(found.items()))
    return dict(sorted(imports.items()))


def _with_path(package: Package, path: str) -> Package:
    return package if path == package.path else structs.replace(package, path=path)


def _module_problems(modules: Modules) -> list[Skipped]:
    return [
        Skipped(problem.path, f"line {problem.line}: {problem.message}" if problem.line else problem.message)
        for problem in modules.problems
    ]
