"""Packages in dependency order."""

from collections.abc import Iterable, Mapping

from golint_py.load.model import Package


def dependency_order(packages: Iterable[Package], imports: Mapping[str, Mapping[str, str]]) -> tuple[Package, ...]:
    """Packages with their imports before them; deterministic, whatever the input order.

    Imports by test files may close cycles that Go allows, so inside a strongly connected component only the imports of
    other files count; what is cyclic even then is sorted by path.
    """
    by_path = {package.path: package for package in packages}
    everything = {path: sorted(set(imports.get(path, {}).values()) & by_path.keys()) for path in sorted(by_path)}
    order: list[Package] = []
    for component in components(everything):
        if len(component) > 1:
            inner = {path: _production(by_path[path], imports, component) for path in sorted(component)}
            order.extend(by_path[path] for part in components(inner) for path in sorted(part))
        else:
            order.append(by_path[component[0]])
    return tuple(order)


def _production(package: Package, imports: Mapping[str, Mapping[str, str]], within: list[str]) -> list[str]:
    resolved = imports.get(package.path, {})
    files = [*package.files, *(file for variant in package.variants for file in variant.files)]
    found = {resolved.get(item.path, "") for file in files if not file.test for item in file.imports}
    return sorted(found & set(within))


def components(graph: Mapping[str, list[str]]) -> list[list[str]]:
    """Strongly connected components, each after those that it points to (Tarjan 1972, with an explicit stack)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    pending: list[str] = []
    waiting: set[str] = set()
    found: list[list[str]] = []
    for root in graph:
        if root in index:
            continue
        stack = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        pending.append(root)
        waiting.add(root)
        while stack:
            node, targets = stack[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    pending.append(target)
                    waiting.add(target)
                    stack.append((target, iter(graph[target])))
                    break
                if target in waiting:
                    low[node] = min(low[node], index[target])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = pending.index(node)
                    found.append(pending[cut:])
                    waiting.difference_update(pending[cut:])
                    del pending[cut:]
    return found
