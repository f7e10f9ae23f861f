"""From the Go files of one directory to the packages in it."""

from collections.abc import Iterable

from msgspec import Struct

from golint_py.load.configurations import further
from golint_py.load.constraints import ALWAYS, Configuration, Constraint, Version, combine, of_name, parse, parse_plus
from golint_py.load.header import Header, scan
from golint_py.load.model import GoFile, Package, Variant
from golint_py.load.modules import Listing, Modules
from golint_py.load.tree import SourceTree, join, reason
from golint_py.text.finding import Skipped

HEAD = 8192  # bytes read at first: the head of nearly every file
FIRST_FILE_VERSION = (1, 21)  # a file cannot ask for an older language (go/types, Checker.initFiles)


class Source(Struct, frozen=True, eq=False):
    """A file with its header and the condition under which it belongs to a build."""

    path: str
    header: Header
    constraint: Constraint
    test: bool


class Directory(Struct, frozen=True, eq=False):
    """The packages of one directory. `primary` is the path of the one that an import of the directory means."""

    packages: tuple[Package, ...]
    primary: str
    skipped: tuple[Skipped, ...]


class Group(Struct, frozen=True, eq=False):
    """Files that make one package together; `suffix` is what its path has after the directory's import path."""

    name: str
    suffix: str
    sources: tuple[Source, ...]


def assemble(
    modules: Modules,
    directory: str,
    named: set[str] | None,
    configuration: Configuration,
    limit: int,
    tests: bool = True,
) -> Directory:
    """Packages of a directory. `named` are the files asked for one by one, None where the whole directory is.

    Files longer than `limit` bytes are skipped. Without `tests`, test files are not looked at.
    """
    listing = modules.listing(directory)
    if isinstance(listing, str):
        return Directory((), "", (Skipped(directory, listing),))
    skipped: list[Skipped] = []
    names = sorted(_candidates(directory, listing, named or set(), tests))
    sources = list(_read(modules.tree, directory, names, listing, limit, skipped))
    primary = _primary(sources, directory, configuration)
    module = modules.module(directory)
    path = modules.import_path(directory, primary)
    packages = []
    for group in _groups(sources, primary, configuration):
        package = _package(group, path + group.suffix, directory, module.path, module.go, named, configuration, skipped)
        if package is not None:
            packages.append(package)
    return Directory(tuple(packages), path, tuple(skipped))


def _candidates(directory: str, listing: Listing, named: set[str], tests: bool) -> Iterable[str]:
    for name, entry in listing.items():
        if not name.endswith(".go") or entry.directory or (not tests and name.endswith("_test.go")):
            continue
        if name[0] not in "_." or join(directory, name) in named:
            yield name


def _read(
    tree: SourceTree, directory: str, names: list[str], listing: Listing, limit: int, skipped: list[Skipped]
) -> Iterable[Source]:
    for name in names:
        path = join(directory, name)
        why = listing[name].reason
        found = None if why else _header(tree, path, limit)
        if found is None or isinstance(found, str):
            skipped.append(Skipped(path, why or str(found)))
            continue
        if found.package == "documentation":
            skipped.append(Skipped(path, "package documentation is ignored, as by the go command"))
            continue
        try:
            constraint = _constraint(name, found)
        except ValueError as error:
            skipped.append(Skipped(path, str(error)))
            continue
        yield Source(path, found, constraint, name.endswith("_test.go"))


def _header(tree: SourceTree, path: str, limit: int) -> Header | str:
    """The header of a file, or why it is skipped."""
    try:
        data = tree.read(path, HEAD)
        if b"\0" in data:
            return "binary file (NUL bytes)"
        found = tree.stat(path) if len(data) == HEAD else None
        if len(data) > limit or (found is not None and found.size > limit):
            return f"longer than {limit} bytes"
        header = scan(data)
        if len(data) < HEAD:
            return header
        return header if header.complete else scan(tree.read(path, limit))
    except OSError as error:
        return reason(error)


def _constraint(name: str, header: Header) -> Constraint:
    written = parse(header.build) if header.build else parse_plus(header.plus) if header.plus else ALWAYS
    return combine(of_name(name), written, Constraint(("cgo",)) if header.cgo else ALWAYS)


def _primary(sources: list[Source], directory: str, configuration: Configuration) -> str:
    """The name of the directory's package: that of most files in the default configuration, else of most files."""
    votes: dict[str, tuple[int, int, int]] = {}
    for source in sources:
        name = source.header.package
        if name and not (source.test and name.endswith("_test")):
            admitted, production, all_ = votes.get(name, (0, 0, 0))
            holds = source.constraint.admits(configuration.has) and not source.test
            votes[name] = (admitted + holds, production + (not source.test), all_ + 1)
    if votes:
        return max(sorted(votes), key=lambda name: votes[name])
    for source in sources:
        if source.header.package.endswith("_test"):
            return source.header.package.removesuffix("_test")
    return directory.rpartition("/")[2] or "main"


def _groups(sources: list[Source], primary: str, configuration: Configuration) -> list[Group]:
    ignore = Configuration(
        configuration.goos, configuration.goarch, configuration.cgo, configuration.tags | {"ignore"}, configuration.go
    )
    together: dict[tuple[str, str], list[Source]] = {}
    for source in sources:
        name = source.header.package or primary
        has = source.constraint.tags()
        if (
            name == "main"
            and "ignore" in has
            and not source.constraint.admits(configuration.has)
            and source.constraint.admits(ignore.has)
        ):
            key = (name, "#" + source.path.rpartition("/")[2])  # a program of its own: go run gen.go
        elif source.test and name.endswith("_test"):
            plain = name.removesuffix("_test")
            key = (name, "_test" if plain == primary else f"#{plain}_test")
        else:
            key = (name, "" if name == primary else f"#{name}")
        together.setdefault(key, []).append(source)
    return [Group(name, suffix, tuple(members)) for (name, suffix), members in sorted(together.items(), key=_suffix)]


def _suffix(item: tuple[tuple[str, str], list[Source]]) -> tuple[str, str]:
    return item[0][1], item[0][0]


def _package(
    group: Group,
    path: str,
    directory: str,
    module: str,
    go: Version,
    named: set[str] | None,
    configuration: Configuration,
    skipped: list[Skipped],
) -> Package | None:
    files = {source.path: _file(source, group.name, go) for source in group.sources}
    first = [source for source in group.sources if source.constraint.admits(configuration.has)]
    if group.suffix.endswith(".go"):
        first = list(group.sources)
    label = configuration.label()
    seen = {source.path for source in first}
    variants: list[Variant] = []
    left = [source for source in group.sources if source.path not in seen]
    if left:
        weights = [1000 if named and source.path in named else 1 for source in left]
        for other in further([source.constraint for source in left], configuration, weights):
            members = [source for source in group.sources if source.constraint.admits(other.has)]
            fresh = frozenset(source.path for source in members) - seen
            seen |= fresh
            if not first:
                first, label = members, other.label()
            else:
                variants.append(Variant(other.label(), tuple(files[source.path] for source in members), fresh))
    for source in group.sources:
        if source.path not in seen:
            skipped.append(Skipped(source.path, "its build constraints hold in none of the configurations read"))
    if not first:
        return None
    wanted = frozenset(seen) if named is None else frozenset(seen & named)
    return Package(
        path=path,
        name=group.name,
        directory=directory,
        module=module,
        files=tuple(files[source.path] for source in first),
        variants=tuple(variants),
        named=wanted,
        report=bool(wanted),
        configuration=label,
    )


def _file(source: Source, name: str, go: Version) -> GoFile:
    header = source.header
    asked = source.constraint.version() if header.build else None
    return GoFile(
        path=source.path,
        package=header.package or name,
        imports=header.imports,
        go=max(asked, FIRST_FILE_VERSION) if asked else go,
        test=source.test,
        generated=header.generated,
        cgo=header.cgo,
    )
