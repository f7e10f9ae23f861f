"""All code that may have a map: its package in every build configuration, and (on request) the packages that import it.

A map becomes another type everywhere or nowhere (RULES C.3 F17, F28, F29).
"""

import posixpath
import re
from collections.abc import Iterator

from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View, Workspace
from golint_py.load.model import Package


def views_of(workspace: Workspace, view: View, location: str, api: bool) -> tuple[View, ...]:
    """The package, what other configurations make of it, and its importers. Raises `Refused` where some of it is out of
    sight, or the map is exported and others may not be changed with it (`api`)."""
    if "#" in location:
        return (view,)
    outer, _, name = location.rpartition(".")
    words = _words(name, outer.removeprefix(view.path).removeprefix("."))
    found = [view, *_variants(workspace, view, words)]
    if is_exported(view, location):
        if not api:
            raise Refused(f"{name} is exported{_user(workspace, view, name)}; --api changes it and who uses it")
        _check_unseen(workspace, view, name, words)
        found += _importers(workspace, view, name, words)
    return tuple(found)


def having(workspace: Workspace, view: View, owner: str) -> tuple[View, ...]:
    """The package with its tests, and the importers that name a struct of it: they may have values of it."""
    name = owner.rpartition(".")[2]
    importers = _reaching(workspace, view, _words(name)) if name[:1].isupper() else ()
    return tuple(workspace.view(one, tests=True) for one in (view.package, *importers))


def is_exported(view: View, location: str) -> bool:
    """Whether other packages may name a field or variable."""
    name = location.rpartition(".")[2]
    return "#" not in location and name[:1].isupper() and view.declared.exports.name != "main"


def encoded(workspace: Workspace, view: View) -> bool:
    """Whether a struct with exported fields may be written as JSON, by any package. Raises `Refused` where the package,
    or one that imports it, may write it as something else."""
    for package in (view.package, *_reaching(workspace, view)):
        for file in package.files:
            for one in file.imports:
                if _ENCODERS & set(re.split(r"\W", one.path)):
                    raise Refused(f"{file.path} imports {one.path}, which may read the field by its name")
    files = (file for package in workspace.loaded.packages for file in package.files if not file.generated)
    return any(one.path.endswith("/json") for file in files for one in file.imports)


_ENCODERS = frozenset(
    {"bson", "cbor", "gob", "hcl", "mapstructure", "msgpack", "plist", "structs", "template", "toml", "xml", "yaml"}
)


def _words(*names: str) -> re.Pattern[bytes]:
    return re.compile(rb"\b(?:" + b"|".join(re.escape(name.encode()) for name in names if name) + rb")\b")


def _variants(workspace: Workspace, view: View, word: re.Pattern[bytes]) -> Iterator[View]:
    """The package in the other configurations that have files which mention the map or its struct."""
    known = {file.path for file in view.package.files}
    for variant in view.package.variants:
        fresh = [file.path for file in variant.files if file.path not in known]
        known.update(fresh)
        if any(word.search(workspace.tree.read(path)) for path in fresh):
            yield workspace.configured(view.package, variant)
    folder = view.package.directory
    for entry in workspace.tree.list(folder):
        path = posixpath.join(folder, entry.name)
        if entry.directory or not entry.name.endswith(".go") or path in known or workspace.knows(path):
            continue
        if not entry.reason and word.search(workspace.tree.read(path)):
            found = word.search(workspace.tree.read(path))
            name = found.group().decode() if found is not None else ""
            raise Refused(f"{path} uses {name}, too, and is in no build configuration that is analysed")


def _user(workspace: Workspace, view: View, name: str) -> str:
    """Who uses an exported map outside of its package, in words."""
    for package in _reaching(workspace, view, _words(name)):
        if package.path != f"{view.path}_test":
            return f", and {package.path} uses it"
    return ""


def _reaching(workspace: Workspace, view: View, word: re.Pattern[bytes] = re.compile(b"")) -> Iterator[Package]:
    """Packages that import the package, directly or not, and mention the word."""
    reaching = {view.path}
    for package in workspace.loaded.packages:  # imports first
        if package.path != view.path and reaching & set(workspace.loaded.imports.get(package.path, {}).values()):
            reaching.add(package.path)
            several = (package.files, *(variant.files for variant in package.variants))
            if any(word.search(workspace.tree.read(file.path)) for files in several for file in files):
                yield package


def _check_unseen(workspace: Workspace, view: View, name: str, words: re.Pattern[bytes]) -> None:
    """Raise `Refused` for files of the module that were not loaded and may use the map."""
    module, own = f'"{view.package.module}'.encode(), f'"{view.path}"'.encode()
    for path in _unseen(workspace, view.package):
        data = workspace.tree.read(path)
        if (module in data and _words(name).search(data)) or (own in data and words.search(data)):
            raise Refused(f"{name} is exported, and {path}, which is not analysed, may use it")


def _importers(workspace: Workspace, view: View, name: str, words: re.Pattern[bytes]) -> Iterator[View]:
    """The importers that mention the map or its struct. Raises `Refused` for those that cannot be changed."""
    for package in _reaching(workspace, view, words):
        if not package.report:
            raise Refused(f"{name} is exported, and {package.path}, which is not among the paths, may use it")
        own = workspace.view(package, tests=True)
        yield own
        yield from _variants(workspace, own, words)


def _unseen(workspace: Workspace, package: Package) -> Iterator[str]:
    """Go files of the module that were not loaded."""
    root = package.directory
    while root and workspace.tree.stat(posixpath.join(root, "go.mod")) is None:
        root = posixpath.dirname(root)
    work = [root]
    while work:
        folder = work.pop()
        for entry in workspace.tree.list(folder):
            path = posixpath.join(folder, entry.name)
            if entry.directory and not entry.name.startswith((".", "_")) and entry.name not in ("vendor", "testdata"):
                work.append(path)
            elif entry.name.endswith(".go") and not entry.directory and not entry.reason and not workspace.knows(path):
                yield path
