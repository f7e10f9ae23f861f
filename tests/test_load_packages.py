"""Which files make which package: modules, workspaces, vendor folders, configurations, and what people break."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from golint_py.load.constraints import Configuration
from golint_py.load.packages import GoFile, Loaded, Package, load
from golint_py.load.tree import DiskTree, Entry, OverlayTree, SourceTree, Stat


class Nothing:
    """An empty tree, to be overlaid."""

    def list(self, directory: str) -> tuple[Entry, ...]:
        raise FileNotFoundError(2, "No such file or directory")

    def read(self, path: str, limit: int = -1) -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    def stat(self, path: str) -> Stat | None:
        return None


class Forbidden(OverlayTree):
    """A tree in which some paths may not be read."""

    closed: frozenset[str] = frozenset()

    def list(self, directory: str) -> tuple[Entry, ...]:
        if directory in self.closed:
            raise PermissionError(13, "Permission denied")
        return super().list(directory)

    def read(self, path: str, limit: int = -1) -> bytes:
        if path in self.closed:
            raise PermissionError(13, "Permission denied")
        return super().read(path, limit)


def tree(files: dict[str, str | bytes]) -> OverlayTree:
    return OverlayTree(Nothing(), {k: v.encode() if isinstance(v, str) else v for k, v in files.items()})


def loaded(files: dict[str, str | bytes], *arguments: str, configuration: Configuration | None = None) -> Loaded:
    return load(tree(files), arguments or ("",), configuration or Configuration())


def paths(found: Loaded, report: bool = True) -> list[str]:
    return [package.path for package in found.packages if package.report is report]


def one(found: Loaded, path: str) -> Package:
    (package,) = [package for package in found.packages if package.path == path]
    return package


def names(files: tuple[GoFile, ...]) -> list[str]:
    return [file.path.rpartition("/")[2] for file in files]


def reasons(found: Loaded) -> dict[str, str]:
    return {skipped.path: skipped.reason for skipped in found.skipped}


MODULE = {"go.mod": "module example.com/m\n\ngo 1.21\n"}


def test_imports_come_first() -> None:
    found = loaded(
        {
            **MODULE,
            "main.go": 'package main\nimport ("example.com/m/a"; "fmt")\n',
            "a/a.go": 'package a\nimport x "example.com/m/b/c"\n',
            "b/c/c.go": "package c\n",
        }
    )
    assert paths(found) == ["example.com/m/b/c", "example.com/m/a", "example.com/m"]
    assert found.imports["example.com/m"] == {"example.com/m/a": "example.com/m/a"}
    assert one(found, "example.com/m").name == "main"
    assert {package.module for package in found.packages} == {"example.com/m"}
    assert one(found, "example.com/m/a").named == {"a/a.go"}


def test_test_files_belong_to_the_package_external_ones_to_another() -> None:
    found = loaded(
        {
            **MODULE,
            "p/a.go": "package p\n",
            "p/a_test.go": 'package p\nimport "example.com/m/q"\n',
            "p/x_test.go": 'package p_test\nimport "example.com/m/p"\n',
            "q/q.go": 'package q\nimport "example.com/m/p"\n',
            "only/only_test.go": "package only_test\n",
        }
    )
    package = one(found, "example.com/m/p")
    assert [(file.path, file.test) for file in package.files] == [("p/a.go", False), ("p/a_test.go", True)]
    external = one(found, "example.com/m/p_test")
    assert external.name == "p_test"
    assert names(external.files) == ["x_test.go"]
    assert found.imports["example.com/m/p_test"] == {"example.com/m/p": "example.com/m/p"}
    # The import of q by p's test is a cycle that Go allows: production imports decide.
    assert paths(found) == ["example.com/m/only_test", "example.com/m/p", "example.com/m/q", "example.com/m/p_test"]


def test_only_production_imports_order_a_cycle_that_tests_close() -> None:
    found = loaded(
        {
            **MODULE,
            "z/z.go": "package z\n",
            "z/z_test.go": 'package z\nimport "example.com/m/a"\n',
            "a/a.go": 'package a\nimport "example.com/m/z"\n',
        }
    )
    assert paths(found) == ["example.com/m/z", "example.com/m/a"]


def test_a_file_means_its_package_but_only_its_own_findings() -> None:
    files: dict[str, str | bytes] = {
        **MODULE,
        "p/a.go": 'package p\nimport "example.com/m/q"\n',
        "p/b.go": "package p\n",
        "q/q.go": 'package q\nimport "example.com/m/r"\n',
        "q/q_test.go": "package q\n",
        "r/r.go": "package r\n",
        "s/s.go": "package s\n",
    }
    found = loaded(files, "p/a.go")
    assert paths(found) == ["example.com/m/p"]
    assert paths(found, report=False) == ["example.com/m/r", "example.com/m/q"]
    assert one(found, "example.com/m/p").named == {"p/a.go"}
    assert names(one(found, "example.com/m/p").files) == ["a.go", "b.go"]
    assert names(one(found, "example.com/m/q").files) == ["q.go"]
    assert one(loaded(files, "p/a.go", "p"), "example.com/m/p").named == {"p/a.go", "p/b.go"}


def test_the_order_of_arguments_does_not_matter() -> None:
    files: dict[str, str | bytes] = {
        **MODULE,
        "p/a.go": 'package p\nimport "example.com/m/q"\n',
        "q/q.go": "package q\n",
        "testdata/t.go": "package t\n",
        "bad.go": b"\0",
    }
    arguments = ["p/a.go", "q", "testdata", "p/a.go", "./q/...", "bad.go", "none"]
    expected = loaded(files, *arguments)
    for order in itertools.islice(itertools.permutations(arguments), 0, None, 311):
        found = loaded(files, *order)
        assert (found.packages, found.skipped, found.errors, found.imports) == (
            expected.packages, expected.skipped, expected.errors, expected.imports,
        )  # fmt: skip


@pytest.mark.parametrize("argument", ["", ".", "./...", "...", "./"])
def test_a_folder_is_walked_without_what_go_leaves_out(argument: str) -> None:
    left_out = ("vendor/v", "testdata", "node_modules/n", "_x", ".x", "a/testdata/b", "a/vendor/c")
    files = {f"{folder}/x.go": "package x\n" for folder in left_out}
    files |= {"a/a.go": "package a\n", "a/_b.go": "package a\n", "a/.c.go": "package a\n", "a/d.txt": "no"}
    found = loaded({**MODULE, **files}, argument)
    assert paths(found) == ["example.com/m/a"]
    assert names(found.packages[0].files) == ["a.go"]


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("testdata", "example.com/m/testdata"),
        ("testdata/in", "example.com/m/testdata/in"),
        ("vendor/example.com/v", "example.com/v"),
        ("_x/...", "example.com/m/_x"),
        ("a/_b.go", "example.com/m/a"),
    ],
)
def test_what_is_left_out_can_be_named(argument: str, path: str) -> None:
    files = {"testdata/in/x.go", "testdata/x.go", "vendor/example.com/v/x.go", "_x/x.go", "a/_b.go"}
    found = loaded({**MODULE, **{name: "package x\n" for name in files}}, argument)
    assert path in paths(found)


def test_ignored_paths_are_left_out_unless_named() -> None:
    files: dict[str, str | bytes] = {
        **MODULE,
        ".gitignore": "/build/\n*.gen.go\n!keep.gen.go\n",
        "a.go": "package m\n",
        "b.gen.go": "package m\n",
        "keep.gen.go": "package m\n",
        "build/x.go": "package x\n",
        "build/y/y.go": "package y\n",
        "sub/.gitignore": "*.go\n!a.go\n",
        "sub/a.go": "package sub\n",
        "sub/b.go": "package sub\n",
        "sub/build/z.go": "package z\n",
    }
    found = loaded(files)
    assert paths(found) == ["example.com/m", "example.com/m/sub"]
    assert one(found, "example.com/m").named == {"a.go", "keep.gen.go"}
    assert one(found, "example.com/m/sub").named == {"sub/a.go"}
    assert paths(loaded(files, "build")) == ["example.com/m/build", "example.com/m/build/y"]
    assert one(loaded(files, "b.gen.go"), "example.com/m").named == {"b.gen.go"}
    everything = load(tree(files), gitignore=False)
    assert "example.com/m/build/y" in paths(everything)


@pytest.mark.parametrize(
    "ignore",
    [
        "*\n!*.*\n!*/\n!api\nlogs/\n",  # everything but what is named
        "*\n!/keep/\n!/keep/a.go\n",
        "/*\n!/keep\n",
        "keep/*\n!keep/sub\n",
        "**/sub\n!keep/sub/\n",
        "*.go\n!api/**\n",
    ],
)
def test_the_same_files_are_left_out_as_by_git(ignore: str, tmp_path: Path) -> None:
    names = ["a.go", "api/a.go", "api/logs/a.go", "keep/a.go", "keep/sub/a.go", "keep/sub/deep/a.go", "sub/a.go"]
    for name in names:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"package {file.parent.name if file.parent != tmp_path else 'm'}\n")
    (tmp_path / ".gitignore").write_text(ignore)
    git = ["git", "-C", str(tmp_path), "-c", "core.excludesFile=/dev/null"]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run(
        [*git, "ls-files", "--others", "--exclude-standard", "*.go"], check=True, capture_output=True, text=True
    )
    kept = listed.stdout.split()
    found = load(DiskTree(str(tmp_path)))
    assert sorted(name for package in found.packages for name in package.named) == sorted(kept)


def test_pathspec_is_loaded_only_for_a_gitignore(tmp_path: Path) -> None:
    (tmp_path / "a.go").write_text("package a\n")
    code = (
        "import sys; from golint_py.load.packages import load; from golint_py.load.tree import DiskTree; "
        f"load(DiskTree({str(tmp_path)!r})); "
        "print([m for m in ('pathspec', 'subprocess', 'dataclasses', 'tree_sitter') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_nested_modules_are_modules_of_their_own() -> None:
    found = loaded(
        {
            **MODULE,
            "a/a.go": 'package a\nimport ("example.com/n/x"; "example.com/m/b")\n',
            "b/go.mod": "module example.com/m/b\ngo 1.18\n",
            "b/b.go": "package b\n",
            "n/go.mod": "module example.com/n\n",
            "n/x/x.go": 'package x\nimport "example.com/m/a"\n',
        }
    )
    assert paths(found) == ["example.com/m/a", "example.com/m/b", "example.com/n/x"]
    assert found.imports["example.com/m/a"] == {}  # without go.work or replace these are other versions
    assert one(found, "example.com/m/b").files[0].go == (1, 18)
    assert [module.path for module in found.modules] == ["example.com/m", "example.com/m/b", "example.com/n"]


def test_a_workspace_and_replacements_connect_modules() -> None:
    modules: dict[str, str | bytes] = {
        "a/go.mod": "module example.com/a\n",
        "a/a.go": 'package a\nimport ("example.com/b/in"; "example.com/c")\n',
        "b/go.mod": "module example.com/b\n",
        "b/in/in.go": "package in\n",
        "c/go.mod": "module example.com/c\n",
        "c/c.go": "package c\n",
    }
    found = loaded({**modules, "go.work": "go 1.22\nuse ./a\nuse ./b\nuse ./gone\n"}, "a")
    assert found.imports["example.com/a"] == {"example.com/b/in": "example.com/b/in"}
    assert paths(found, report=False) == ["example.com/b/in"]
    assert "uses gone, where there is no module" in reasons(found)["go.work"]
    replaced = {**modules, "a/go.mod": "module example.com/a\nreplace example.com/c => ../c\n"}
    assert loaded(replaced, "a").imports["example.com/a"] == {"example.com/c": "example.com/c"}


def test_vendored_packages_are_declared() -> None:
    found = loaded(
        {
            **MODULE,
            "p/p.go": 'package p\nimport ("example.com/v"; "example.com/unknown")\n',
            "vendor/example.com/v/v.go": 'package v\nimport "example.com/w/x"\n',
            "vendor/example.com/v/v_test.go": "package v\n",
            "vendor/example.com/w/x/x.go": "package x\n",
        }
    )
    assert paths(found) == ["example.com/m/p"]
    assert paths(found, report=False) == ["example.com/w/x", "example.com/v"]
    assert found.imports["example.com/v"] == {"example.com/w/x": "example.com/w/x"}
    assert names(one(found, "example.com/v").files) == ["v.go"]


def test_two_directories_with_one_import_path_are_told_apart() -> None:
    found = loaded(
        {
            "a/go.mod": "module example.com/m\n",
            "a/x/x.go": "package x\n",
            "b/go.mod": "module example.com/m\n",
            "b/x/x.go": "package x\n",
            "b/y/y.go": 'package y\nimport "example.com/m/x"\n',
        }
    )
    assert paths(found) == ["example.com/m/x", "example.com/m/x@b/x", "example.com/m/y"]
    assert found.imports["example.com/m/y"] == {"example.com/m/x": "example.com/m/x@b/x"}


def test_without_a_go_mod_the_folder_is_the_path() -> None:
    found = loaded(
        {
            "p/q/a.go": 'package q\nimport "sync/x"\n',
            "root.go": 'package main\nimport "p/q"\n',
            "sync/x/x.go": "package x\n",
        }
    )
    # A folder called as a part of the standard library is not that.
    assert paths(found) == ["_/sync/x", "p/q", "main"]
    assert one(found, "p/q").files[0].go == (1, 27)
    assert one(found, "p/q").module == ""
    assert found.imports == {"_/sync/x": {}, "main": {"p/q": "p/q"}, "p/q": {}}


def test_a_module_called_like_the_standard_library_is_not_it() -> None:
    found = loaded({"go.mod": "module sync\n", "a.go": 'package sync\nimport "sync/x"\n', "x/x.go": "package x\n"})
    assert paths(found) == ["_/sync", "_/sync/x"]
    assert found.imports["_/sync"] == {}


def test_the_standard_library_has_plain_paths() -> None:
    found = loaded(
        {
            "src/go.mod": "module std\ngo 1.27\n",
            "src/fmt/f.go": 'package fmt\nimport ("golang.org/x/net/idna"; "os")\n',
            "src/os/o.go": "package os\n",
            "src/vendor/golang.org/x/net/idna/i.go": "package idna\n",
            "src/cmd/go.mod": "module cmd\ngo 1.27\n",
            "src/cmd/go/main.go": 'package main\nimport ("fmt"; "cmd/internal/x"; "golang.org/x/mod")\n',
            "src/cmd/internal/x/x.go": "package x\n",
            "src/cmd/vendor/golang.org/x/mod/m.go": "package mod\n",
        }
    )
    assert paths(found) == ["cmd/internal/x", "os", "fmt", "cmd/go"]
    assert found.imports["fmt"]["golang.org/x/net/idna"] == "vendor/golang.org/x/net/idna"
    assert found.imports["cmd/go"] == {
        "cmd/internal/x": "cmd/internal/x",
        "fmt": "fmt",
        "golang.org/x/mod": "cmd/vendor/golang.org/x/mod",
    }


def test_cycles_are_survived_in_one_order() -> None:
    files: dict[str, str | bytes] = {**MODULE}
    for name, other in ("ab", "bc", "ca"):
        files[f"{name}/x.go"] = f'package {name}\nimport "example.com/m/{other}"\n'
    files["d/x.go"] = 'package d\nimport ("example.com/m/a"; "example.com/m/d")\n'
    assert paths(loaded(files)) == [f"example.com/m/{name}" for name in "abcd"]


def test_a_long_chain_of_imports_does_not_recurse() -> None:
    files: dict[str, str | bytes] = {f"p{i}/x.go": f'package p\nimport "example.com/m/p{i + 1}"\n' for i in range(3000)}
    found = loaded({**MODULE, **files}, "p0")
    assert len(found.packages) == 3000
    assert found.packages[-1].path == "example.com/m/p0"


# Configurations.


def test_files_of_other_platforms_are_variants() -> None:
    found = loaded(
        {
            **MODULE,
            "a.go": "package m\n",
            "a_linux.go": "package m\n",
            "a_windows.go": "package m\n",
            "b_windows.go": 'package m\nimport "example.com/m/w"\n',
            "c.go": "//go:build !linux\n\npackage m\n",
            "d.go": "//go:build integration && linux\n\npackage m\n",
            "never.go": "//go:build linux && windows\n\npackage m\n",
            "w/w.go": "package w\n",
        },
        "a.go",
    )
    package = one(found, "example.com/m")
    assert package.configuration == "linux/amd64"
    assert names(package.files) == ["a.go", "a_linux.go"]
    assert [variant.label for variant in package.variants] == ["windows/amd64", "linux/amd64 tags=integration"]
    windows, integration = package.variants
    assert names(windows.files) == ["a.go", "a_windows.go", "b_windows.go", "c.go"]
    assert windows.fresh == {"a_windows.go", "b_windows.go", "c.go"}
    assert names(integration.files) == ["a.go", "a_linux.go", "d.go"]
    assert "build constraints" in reasons(found)["never.go"]
    assert found.imports["example.com/m"] == {"example.com/m/w": "example.com/m/w"}


def test_flags_change_the_default_configuration() -> None:
    files: dict[str, str | bytes] = {
        "a_windows.go": "package m\n",
        "a_linux.go": "package m\n",
        "t.go": "//go:build x\n\npackage m\n",
        "c.go": 'package m\nimport "C"\n',
    }
    configuration = Configuration("windows", "arm64", cgo=False, tags=frozenset({"x"}))
    package = loaded(files, configuration=configuration).packages[0]
    assert package.configuration == "windows/arm64 nocgo tags=x"
    assert names(package.files) == ["a_windows.go", "t.go"]
    assert "cgo" not in package.configuration.split()
    assert [file.cgo for variant in package.variants for file in variant.files if file.path == "c.go"]


def test_a_package_of_another_platform_alone_is_read_for_it() -> None:
    found = loaded({**MODULE, "w/a_windows.go": "package w\n", "w/b_plan9.go": "package w\n"})
    package = one(found, "example.com/m/w")
    assert package.configuration == "windows/amd64"
    assert names(package.files) == ["a_windows.go"]
    assert [variant.label for variant in package.variants] == ["plan9/amd64"]


def test_a_file_that_was_named_is_among_the_four_configurations() -> None:
    systems = ["windows", "darwin", "plan9", "solaris", "aix", "js"]
    files: dict[str, str | bytes] = {"a.go": "package m\n"}
    files |= {f"{name}{i}_{name}.go": "package m\n" for i, name in enumerate(systems) for i in range(7 - i)}
    package = loaded(files, "js0_js.go").packages[0]
    assert any("js0_js.go" in variant.fresh for variant in package.variants)
    assert len(package.variants) == 4
    assert len(loaded(files).skipped) == 3 + 2


def test_programs_that_are_in_no_build_stand_alone() -> None:
    found = loaded(
        {
            **MODULE,
            "a.go": "package m\n",
            "gen.go": "//go:build ignore\n\npackage main\n",
            "gen2.go": "// +build ignore\n\npackage main\n",
            "tools.go": "//go:build tools\n\npackage tools\n",
            "doc.go": "//go:build ignore\n\npackage documentation\n",
        }
    )
    path = "example.com/m"
    assert sorted(paths(found)) == [path, f"{path}#gen.go", f"{path}#gen2.go", f"{path}#tools"]
    assert one(found, f"{path}#gen.go").name == "main"
    assert names(one(found, f"{path}#gen2.go").files) == ["gen2.go"]
    assert one(found, f"{path}#tools").configuration == "linux/amd64 tags=tools"
    assert "documentation" in reasons(found)["doc.go"]
    assert one(found, path).variants == ()


def test_the_language_version_is_that_of_the_file_then_of_the_module() -> None:
    found = loaded(
        {
            **MODULE,
            "a.go": "package m\n",
            "b.go": "//go:build go1.22\n\npackage m\n",
            "c.go": "//go:build go1.18\n\npackage m\n",
        }
    )
    assert [file.go for file in found.packages[0].files] == [(1, 21), (1, 22), (1, 21)]


# What people break.


def test_broken_files_are_named_and_the_rest_goes_on() -> None:
    found = loaded(
        {
            **MODULE,
            "a.go": "package m\n",
            "binary.go": b"\x7fELF\0\0\0",
            "broken.go": "package m\nfunc {{{\n",
            "constraint.go": "//go:build linux &&\n\npackage m\n",
            "empty.go": "",
            "none.go": "func f() {}\n",
        }
    )
    assert names(found.packages[0].files) == ["a.go", "broken.go", "empty.go", "none.go"]
    assert {file.package for file in found.packages[0].files} == {"m"}
    assert reasons(found) == {
        "binary.go": "binary file (NUL bytes)",
        "constraint.go": "//go:build ends too early",
    }


def test_a_directory_of_files_without_a_package_clause_is_read() -> None:
    found = loaded({"d/x.go": "func f() {}\n"})
    assert [(package.path, package.name) for package in found.packages] == [("d", "d")]


def test_a_file_that_is_too_long_is_skipped() -> None:
    files: dict[str, str | bytes] = {"a.go": "package m\n", "b.go": "package m\n//" + "x" * 20_000}
    found = load(tree(files), limit=10_000)
    assert names(found.packages[0].files) == ["a.go"]
    assert reasons(found) == {"b.go": "longer than 10000 bytes"}


def test_a_long_head_is_read_to_its_end() -> None:
    head = "// x\n" * 5000
    imports = "".join(f'\t"example.com/m/p{i}"\n' for i in range(1500))
    files: dict[str, str | bytes] = {**MODULE, "a.go": f"{head}package m\nimport (\n{imports})\n"}
    assert len(loaded(files).packages[0].files[0].imports) == 1500


def test_arguments_that_mean_nothing_are_errors() -> None:
    found = loaded({**MODULE, "a.go": "package m\n", "b.txt": "x"}, "missing", "gone/b.go", "b.txt", "a.go")
    assert {error.path: error.reason for error in found.errors} == {
        "missing": "no such file or directory",
        "gone/b.go": "no such file or directory",
        "b.txt": "not a Go file",
    }
    assert paths(found) == ["example.com/m"]


def test_what_may_not_be_read_is_named() -> None:
    files = {"go.mod": b"module m\n", "a.go": b"package m\n", "b.go": b"package m\n", "no/c.go": b"package c\n"}
    closed = Forbidden(Nothing(), files)
    closed.closed = frozenset({"b.go", "no", "go.mod"})
    found = load(closed)
    assert reasons(found) == {
        "b.go": "permission denied",
        "no": "permission denied",
        "go.mod": "cannot be read: permission denied",
    }
    assert names(found.packages[0].files) == ["a.go"]
    assert [error.reason for error in load(closed, ["no"]).errors] == ["permission denied"]


def test_a_lying_go_mod_is_named() -> None:
    found = loaded({"go.mod": "modul x\ngo 7\n", "a/a.go": "package a\n"})
    assert paths(found) == ["a"]
    assert "go.mod" in reasons(found)


def test_links_and_odd_names_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "up").symlink_to("..")
    (tmp_path / "p" / "loop.go").symlink_to("loop.go")
    (tmp_path / "p" / "out.go").symlink_to("/etc/passwd")
    (tmp_path / "p" / "dir.go").mkdir()
    for name in (b"with space.go", b"new\nline.go", b"bytes\xff.go", "größe.go".encode()):
        Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/p/" + name)).write_text("package p\n")
    found = load(DiskTree(str(tmp_path)))
    assert paths(found) == ["m/p"]
    assert len(found.packages[0].files) == 3
    assert set(reasons(found)) == {"p/loop.go", "p/out.go", "p/bytes\udcff.go"}


def test_a_link_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.go").write_text("package a\n")
    (tmp_path / "b.go").symlink_to("real/a.go")
    assert paths(load(DiskTree(str(tmp_path)), ["b.go"])) == ["a"]


def goroot() -> Path:
    return Path(pytest.importorskip("go").__file__).parent / "src"


@pytest.mark.slow
def test_files_are_chosen_as_by_the_go_command() -> None:
    root = goroot()
    go = root.parent / "bin" / "go"
    fields = "ImportPath,Name,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles"
    environment = {**os.environ, "GOTOOLCHAIN": "local", "GOFLAGS": "", "CGO_ENABLED": "1"}
    command = [go, "list", "-e", f"-json={fields}", "std"]
    listed = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout
    found = {package.path: package for package in load(DiskTree(str(root))).packages}
    groups = (("", False, ("GoFiles", "CgoFiles")), ("", True, ("TestGoFiles",)), ("_test", True, ("XTestGoFiles",)))
    decoder, position, compared = json.JSONDecoder(), 0, 0
    while position < len(listed.rstrip()):
        listing, position = decoder.raw_decode(listed, position)
        position += 1
        if listing["ImportPath"].startswith("vendor/"):
            continue
        compared += 1
        for path, tests, keys in groups:
            wanted = sorted(name for key in keys for name in listing.get(key) or [])
            package = found.get(listing["ImportPath"] + path)
            got = [] if package is None or package.configuration != "linux/amd64" else package.files
            assert sorted(names(tuple(file for file in got if file.test is tests))) == wanted, listing["ImportPath"]
    assert compared > 200


def test_the_standard_library_loads_in_dependency_order() -> None:
    tree_: SourceTree = DiskTree(str(goroot()))
    found = load(tree_, ["net/http", "sync"])
    position = {package.path: index for index, package in enumerate(found.packages)}
    assert position["sync"] < position["net"] < position["net/http"]
    assert "cmd/go" not in position
    assert one(found, "net/http").report
    assert not one(found, "net").report
    assert found.imports["net/http"]["golang.org/x/net/http/httpguts"] == "vendor/golang.org/x/net/http/httpguts"
