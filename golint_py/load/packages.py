"""Which files make which package."""

from msgspec import Struct


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
    """

    path: str
    name: str
    directory: str
    module: str
    files: tuple[GoFile, ...]
    variants: tuple["Variant", ...]
    named: frozenset[str]
    report: bool = True


class Variant(Struct, frozen=True):
    """A further build configuration: all its files, and which of them the earlier configurations did not have."""

    label: str
    files: tuple[GoFile, ...]
    fresh: frozenset[str]
