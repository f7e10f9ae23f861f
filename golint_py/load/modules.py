"""Where modules lie in a tree, what the import path of a directory is, and which directory an import path means."""

from collections.abc import Iterator

from golint_py.load.module import Module, Problem, Workspace, parse_module, parse_workspace
from golint_py.load.platforms import STANDARD
from golint_py.load.tree import Entry, SourceTree, join, parent, reason

Listing = dict[str, Entry]


class Modules:
    """Answers about modules, each file and directory being read once."""

    def __init__(self, tree: SourceTree) -> None:
        self.tree = tree
        self.problems: set[Problem] = set()
        self._listings: dict[str, Listing | str] = {}
        self._modules: dict[str, Module] = {}
        self._workspaces: dict[str, Workspace | None] = {}
        self._used: dict[Workspace, tuple[Module, ...]] = {}

    def listing(self, directory: str) -> Listing | str:
        """The entries of a directory by name, or why it cannot be listed."""
        found = self._listings.get(directory)
        if found is None:
            try:
                found = {entry.name: entry for entry in self.tree.list(directory)}
            except OSError as error:
                found = reason(error)
            self._listings[directory] = found
        return found

    def module(self, directory: str) -> Module:
        """The module that a directory belongs to: that of the nearest go.mod, else one without a path at the root."""
        missing = []
        here = directory
        while here not in self._modules:
            missing.append(here)
            if self._has(here, "go.mod"):
                self._modules[here] = self._read_module(here)
            elif not here:
                self._modules[here] = Module("", "")
            else:
                here = parent(here)
        found = self._modules[here]
        for one in missing:
            self._modules[one] = found
        return found

    def all(self) -> tuple[Module, ...]:
        """All modules met so far, by directory."""
        return tuple(sorted({module.directory: module for module in self._modules.values()}.values(), key=_directory))

    def workspace(self, directory: str) -> Workspace | None:
        """The nearest go.work at or above a directory."""
        missing = []
        here = directory
        while here not in self._workspaces:
            missing.append(here)
            if self._has(here, "go.work"):
                self._workspaces[here] = self._read_workspace(here)
            elif not here:
                self._workspaces[here] = None
            else:
                here = parent(here)
        found = self._workspaces[here]
        for one in missing:
            self._workspaces[one] = found
        return found

    def import_path(self, directory: str, name: str) -> str:
        """The import path of a directory whose package is called `name`."""
        module = self.module(directory)
        inner = directory[len(module.directory) :].lstrip("/")
        if module.path == "std":
            return inner or "std"
        if module.path == "cmd":
            return f"cmd/{inner}" if inner else "cmd"
        vendored = _vendored(inner)
        if vendored:
            return vendored
        path = f"{module.path}/{inner}" if module.path and inner else module.path or inner or name
        return f"_/{path}" if path.partition("/")[0] in STANDARD else path

    def resolve(self, importer: str, path: str) -> str | None:
        """The directory of the package that `path` means to a file in the directory `importer`; None where unknown.

        In order: the importer's module, the modules of its go.work, replacements by folders, vendor folders.
        """
        module = self.module(importer)
        found = self._in_module(module, path)
        if found is None:
            found = self._in_workspace(importer, module, path)
        if found is None:
            found = self._replaced(module.replaces, path)
        return self._in_vendor(importer, module, path) if found is None else found

    def _in_module(self, module: Module, path: str) -> str | None:
        if module.path == "std":
            return self._package(join(module.directory, path), module)
        first = path.partition("/")[0]
        if first in STANDARD or (not module.path and "." in first):
            return None
        rest = _below(module.path, path) if module.path else path
        return None if rest is None else self._package(_inner(module.directory, rest), module)

    def _in_workspace(self, importer: str, module: Module, path: str) -> str | None:
        workspace = self.workspace(importer)
        if workspace is None or module.directory not in workspace.use:
            return None
        if workspace not in self._used:
            self._used[workspace] = tuple(self._members(workspace))
        for other in sorted(self._used[workspace], key=lambda used: (-len(used.path), used.directory)):
            found = self._in_module(other, path)
            if found is not None:
                return found
        return self._replaced(workspace.replaces, path)

    def _members(self, workspace: Workspace) -> Iterator[Module]:
        for directory in sorted(set(workspace.use)):
            module = self.module(directory)
            if module.directory == directory and module.path:
                yield module
            else:
                where = join(workspace.directory, "go.work")
                self.problems.add(Problem(where, 0, f"uses {directory}, where there is no module"))

    def _replaced(self, replaces: tuple[tuple[str, str], ...], path: str) -> str | None:
        for old, directory in sorted(replaces, key=lambda pair: (-len(pair[0]), pair)):
            rest = _below(old, path)
            found = None if rest is None else self._package(_inner(directory, rest), None)
            if found is not None:
                return found
        return None

    def _in_vendor(self, importer: str, module: Module, path: str) -> str | None:
        here = importer
        while True:
            if self._has(here, "vendor"):
                found = self._package(join(join(here, "vendor"), path), None)
                if found is not None:
                    return found
            if here == module.directory or not here:
                break
            here = parent(here)
        workspace = self.workspace(importer)
        if workspace is not None and module.directory in workspace.use:
            return self._package(join(join(workspace.directory, "vendor"), path), None)
        return None

    def _package(self, directory: str, owner: Module | None) -> str | None:
        """The directory if it holds Go files (and belongs to `owner`), else None."""
        if ".." in directory.split("/"):
            return None
        if directory not in self._listings and not self._reachable(directory):
            return None
        listing = self.listing(directory)
        if isinstance(listing, str) or not any(name.endswith(".go") for name in listing):
            return None
        return directory if owner is None or self.module(directory) == owner else None

    def _reachable(self, directory: str) -> bool:
        """Whether the parent's listing, where there is one already, does not rule the directory out."""
        above = self._listings.get(parent(directory)) if directory else None
        if not isinstance(above, dict):
            return True
        entry = above.get(directory.rpartition("/")[2])
        return entry is not None and entry.directory

    def _has(self, directory: str, name: str) -> bool:
        listing = self._listings.get(directory)
        if isinstance(listing, dict):
            entry = listing.get(name)
            return entry is not None and not entry.reason
        return self.tree.stat(join(directory, name)) is not None

    def _read_module(self, directory: str) -> Module:
        try:
            found = parse_module(self.tree.read(join(directory, "go.mod")), directory)
        except OSError as error:
            self.problems.add(Problem(join(directory, "go.mod"), 0, f"cannot be read: {reason(error)}"))
            return Module("", directory)
        self.problems.update(found.problems)
        return found

    def _read_workspace(self, directory: str) -> Workspace | None:
        try:
            found = parse_workspace(self.tree.read(join(directory, "go.work")), directory)
        except OSError as error:
            self.problems.add(Problem(join(directory, "go.work"), 0, f"cannot be read: {reason(error)}"))
            return None
        self.problems.update(found.problems)
        return found


def _directory(module: Module) -> str:
    return module.directory


def _inner(directory: str, rest: str) -> str:
    return join(directory, rest) if rest else directory


def _below(prefix: str, path: str) -> str | None:
    """What of an import path comes after a module path: "" for the module itself, None if it is not in there."""
    if path == prefix:
        return ""
    return path[len(prefix) + 1 :] if path.startswith(prefix + "/") else None


def _vendored(inner: str) -> str:
    """The import path of a directory below a vendor folder, "" for others."""
    before, found, path = inner.rpartition("vendor/")
    return path if found and (not before or before.endswith("/")) else ""
