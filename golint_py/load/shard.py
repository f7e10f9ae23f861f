"""The part of a run that is one machine's: packages by weight, the same on every machine that has the same files."""

from collections.abc import Iterable, Mapping

from msgspec import structs

from golint_py.load.model import Loaded, Package
from golint_py.load.tree import SourceTree

Shard = tuple[int, int]
WHOLE: Shard = (1, 1)
SAVED = 15  # percent of its cost that a package of another shard saves, when it has to be loaded for its neighbours


def share(loaded: Loaded, tree: SourceTree, shard: Shard) -> Loaded:
    """What shard i of n (`(i, n)`, from 1 on) has to load: its own packages, and, with `own` False, all others that
    imports connect with them, in whatever direction, for the goroutines and locks of one may meet those of the others.

    Packages that imports connect stay together, unless all n shards end earlier when such a group is dealt out one by
    one and loaded by all of them. The heaviest comes first, and goes where the least is (longest processing time first;
    Graham, Bounds on multiprocessing timing anomalies, 1969). Files that are `skipped` and in no package are told by
    the first shard.
    """
    number, shards = shard
    if shards == 1:
        return loaded
    weights = {package.path: _weight(package, tree) for package in loaded.packages}
    groups = _groups(loaded)
    mine = _dealt(groups, weights, number, shards)
    near = {path for group in groups if not mine.isdisjoint(group) for path in group}
    owner = {path: package.path for package in loaded.packages for path in _files(package)}
    return structs.replace(
        loaded,
        packages=tuple(
            structs.replace(package, own=package.path in mine) for package in loaded.packages if package.path in near
        ),
        skipped=tuple(one for one in loaded.skipped if (owner[one.path] in mine if one.path in owner else number == 1)),
        imports={path: imported for path, imported in loaded.imports.items() if path in near},
    )


def elsewhere(loaded: Loaded) -> frozenset[str]:
    """The import paths and files of the packages whose findings another shard reports."""
    others = [package for package in loaded.packages if not package.own]
    return frozenset(name for package in others for name in (package.path, *_files(package)))


def _files(package: Package) -> set[str]:
    files = {file.path for file in package.files}
    return files.union(file.path for variant in package.variants for file in variant.files)


def _weight(package: Package, tree: SourceTree) -> int:
    """Bytes of the files in all configurations."""
    stats = (tree.stat(path) for path in _files(package))
    return sum(stat.size for stat in stats if stat is not None)


def _groups(loaded: Loaded) -> list[list[str]]:
    """The weakly connected components of the import graph: sorted paths, by their first."""
    above = {package.path: package.path for package in loaded.packages}

    def top(path: str) -> str:
        while above[path] != path:
            above[path] = above[above[path]]
            path = above[path]
        return path

    for path in above:
        for imported in loaded.imports.get(path, {}).values():
            if imported in above:
                one, other = sorted((top(path), top(imported)))
                above[other] = one
    found: dict[str, list[str]] = {}
    for path in sorted(above):
        found.setdefault(top(path), []).append(path)
    return list(found.values())


def _dealt(groups: Iterable[list[str]], weights: Mapping[str, int], number: int, shards: int) -> set[str]:
    """The paths of the packages that shard `number` gets."""
    total = sum(weights.values())
    units: list[tuple[int, list[str]]] = []
    for group in groups:
        weight = sum(weights[path] for path in group)
        cut = weight * (100 + SAVED * (shards - 1)) > 100 * total
        units += [(weights[path], [path]) for path in group] if cut else [(weight, group)]
    loads = [0] * shards
    mine: set[str] = set()
    for weight, paths in sorted(units, key=lambda unit: (-unit[0], unit[1])):
        least = loads.index(min(loads))
        loads[least] += weight
        if least == number - 1:
            mine.update(paths)
    return mine
