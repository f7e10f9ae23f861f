"""Records of loading: files as their headers tell them, packages, what a run loaded."""

from msgspec import Struct

from golint_py.load.constraints import Configuration
from golint_py.load.module import Module
from golint_py.text.finding import Skipped


class Import(Struct, frozen=True):
    """One import declaration: the path and the name given to it ("" none, "." dot, "_" blank)."""

    path: str
    name: str


class GoFile(Struct, frozen=True):
    """One Go file as its header tells it.

    `path` is POSIX and relative to the tree's root. `package` is the name in the package clause. `go` is the language
    version that holds for the file, e.g. (1, 21) (`//go:build go1.N`, else the go line of go.mod, else the newest
    known). `test` is true for `_test.go`. `generated` files are analysed for facts and never reported or edited.
    """

    path: str
    package: str
    imports: tuple[Import, ...]
    go: tuple[int, int]
    test: bool
    generated: bool
    cgo: bool


class Package(Struct, frozen=True):
    """One package to analyse.

    `path` is the import path (`example.com/m/p`; an external test package has the suffix `_test`). `files` are those of
    the default configuration, in-package test files among them; `variants` are further configurations: a label such as
    `windows/amd64` and the files that only it adds, together with the files of the default one that it shares.
    `named` are the paths of the files whose findings are wanted (all, unless single files were named).
    `configuration` is the label of the configuration of `files`: the default one, or, where that has none of the
    package's files, the first further one. Paths are unique in a run: programs that are left out of every build
    (`//go:build ignore`) are `example.com/m/p#gen.go`, other packages in the same directory `example.com/m/p#name`, and
    a second directory with the same import path has `@directory` after it. `own` False: what is found in it is reported
    by another shard of the run.
    """

    path: str
    name: str
    directory: str
    module: str
    files: tuple[GoFile, ...]
    variants: tuple["Variant", ...]
    named: frozenset[str]
    report: bool = True
    configuration: str = ""
    own: bool = True


class Variant(Struct, frozen=True):
    """A further build configuration: all its files, and which of them the earlier configurations did not have."""

    label: str
    files: tuple[GoFile, ...]
    fresh: frozenset[str]


class Loaded(Struct, frozen=True, eq=False):
    """What a run loaded.

    `packages` come in dependency order, imports first; members of an import cycle are sorted by path. Those with
    `report` False were found by an import and are only to be declared; they have no test files. `skipped` are files
    (and lines of go.mod) that were not understood, `errors` arguments that mean nothing (a missing directory).
    `imports[p][s]` is the path of the package of `packages` that the package with path `p` imports as `s`; what is
    missing is outside of the tree (the standard library, the module cache).
    """

    packages: tuple[Package, ...]
    skipped: tuple[Skipped, ...]
    errors: tuple[Skipped, ...]
    modules: tuple[Module, ...]
    imports: dict[str, dict[str, str]]
    configuration: Configuration
