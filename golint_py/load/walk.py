"""Which directories the arguments of a run mean, and which of their files."""

from collections.abc import Callable, Sequence

from golint_py.load.ignore import Patterns, extend, ignored
from golint_py.load.module import Module
from golint_py.load.modules import Listing, Modules
from golint_py.load.tree import NOT_UTF8, is_unicode, join, parent, reason
from golint_py.text.finding import Skipped

LEFT_OUT = frozenset({"vendor", "testdata", "node_modules"})

# None: all files of the directory. A set: the files named one by one, by path.
Targets = dict[str, set[str] | None]


LeftOut = Callable[[str], bool]


def nothing_left_out(path: str) -> bool:
    """Every path is wanted."""
    return False


class Walk:
    """Collects targets from arguments. `errors` are arguments that mean nothing, `skipped` what cannot be entered."""

    def __init__(self, modules: Modules, gitignore: bool, left_out: LeftOut = nothing_left_out) -> None:
        self.modules = modules
        self.left_out = left_out
        self.gitignore = gitignore
        self.targets: Targets = {}
        self.skipped: set[Skipped] = set()
        self.errors: set[Skipped] = set()
        self._patterns: dict[str, Patterns | None] = {}

    def add(self, arguments: Sequence[str]) -> None:
        """Add what the arguments mean: tree paths of files or directories, the latter with or without `/...`."""
        for argument in sorted(set(arguments)):
            path = _normal(argument)
            found = self.modules.tree.stat(path)
            if not is_unicode(path):
                self.errors.add(Skipped(path, NOT_UTF8))
            elif found is None:
                self.errors.add(Skipped(path, self._missing(path)))
            elif found.directory:
                self._folder(path)
            elif not path.endswith(".go"):
                self.errors.add(Skipped(path, "not a Go file"))
            elif not self.left_out(path):
                named = self.targets.setdefault(parent(path), set())
                if named is not None:
                    named.add(path)

    def _missing(self, path: str) -> str:
        """Why there is nothing at a path."""
        folder = self.modules.listing(parent(path))
        if isinstance(folder, str):
            return folder
        entry = folder.get(path.rpartition("/")[2])
        return entry.reason if entry is not None and entry.reason else "no such file or directory"

    def _folder(self, start: str) -> None:
        if isinstance(why := self.modules.listing(start), str):
            self.errors.add(Skipped(start, why))
            return
        if self.left_out(start):
            return
        above = self._above(start)
        queue = [start]
        while queue:
            directory = queue.pop()
            listing = self.modules.listing(directory)
            if isinstance(listing, str):
                self.skipped.add(Skipped(directory, listing))
                continue
            patterns = self._enter(directory, listing, above if directory == start else self._patterns[directory])
            if any(name.endswith(".go") for name in listing):
                self._files(directory, listing, patterns)
            ignore = self.modules.module(directory)
            for name, entry in listing.items():
                if entry.directory and name not in LEFT_OUT and name[0] not in "_.":
                    path = join(directory, name)
                    out = ignored(patterns, path, True) or _module_ignores(ignore, path) or self.left_out(path)
                    if not out:
                        self._patterns[path] = patterns
                        queue.append(path)
                elif entry.reason == NOT_UTF8 and not name.endswith(".go"):
                    self.skipped.add(Skipped(join(directory, name), NOT_UTF8))

    def _files(self, directory: str, listing: Listing, patterns: Patterns | None) -> None:
        left = {
            path
            for name in listing
            if name.endswith(".go")
            and not ignored(patterns, path := join(directory, name), False)
            and not self.left_out(path)
        }
        everything = sum(name.endswith(".go") for name in listing)
        if len(left) == everything:
            self.targets[directory] = None
        elif left:
            named = self.targets.setdefault(directory, set())
            if named is not None:
                named.update(left)

    def _enter(self, directory: str, listing: Listing, above: Patterns | None) -> Patterns | None:
        entry = listing.get(".gitignore") if self.gitignore else None
        if entry is None or entry.directory or entry.reason:
            return above
        try:
            return extend(self.modules.tree, directory, above)
        except OSError as error:
            self.skipped.add(Skipped(join(directory, ".gitignore"), reason(error)))
            return above

    def _above(self, directory: str) -> Patterns | None:
        """The patterns of the directories above; none where these ignore the directory that was named itself."""
        patterns: Patterns | None = None
        if not directory:
            return None
        parts = directory.split("/")
        for depth in range(len(parts)):
            here = "/".join(parts[:depth])
            if self.gitignore and self.modules.tree.stat(join(here, ".gitignore")) is not None:
                patterns = self._enter(here, self._listed(here), patterns)
            if ignored(patterns, "/".join(parts[: depth + 1]), True):
                return None
        return patterns

    def _listed(self, directory: str) -> Listing:
        listing = self.modules.listing(directory)
        return {} if isinstance(listing, str) else listing


def _normal(argument: str) -> str:
    path = argument.replace("\\", "/") if "/" not in argument else argument
    if path == "..." or path.endswith("/..."):
        path = path[:-3]
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    path = path.rstrip("/")
    return "" if path == "." else path


def _module_ignores(module: Module, path: str) -> bool:
    """Whether an ignore directive of go.mod leaves the directory out (go.dev/ref/mod#go-mod-file-ignore)."""
    if not module.ignore:
        return False
    inner = path[len(module.directory) :].lstrip("/")
    for pattern in module.ignore:
        if pattern.startswith("./"):
            if inner == pattern[2:].rstrip("/"):
                return True
        elif f"/{inner}".endswith("/" + pattern.strip("/")):
            return True
    return False
