"""go.mod and go.work, good ones and those that lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golint_py.load.module import inside, parse_module, parse_workspace

GOOD = b"""// A comment.
module example.com/m/v2 // trailing

go 1.22.3

toolchain go1.23.0

require golang.org/x/sync v0.1.0
require (
\texample.com/a v1.0.0 // indirect
\t"example.com/b" v1.0.0
)

replace example.com/a => ./a
replace (
\texample.com/b v1.0.0 => ../b
\texample.com/c => example.com/d v1.2.3
)
exclude example.com/e v1.0.0
retract [v1.0.0, v1.1.0]
tool example.com/t
ignore (
\t./web
\tnode
)
"""


def test_a_good_file_is_understood() -> None:
    module = parse_module(GOOD, "x/m")
    assert (module.path, module.directory, module.go) == ("example.com/m/v2", "x/m", (1, 22))
    assert module.requires == ("golang.org/x/sync", "example.com/a", "example.com/b")
    assert module.replaces == (("example.com/a", "x/m/a"), ("example.com/b", "x/b"))
    assert module.ignore == ("./web", "node")
    assert module.problems == ()


def test_without_a_go_line_the_language_is_that_of_go_1_16() -> None:
    assert parse_module(b"module m\n", "").go == (1, 16)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no module path"),
        (b"\x00\xff\xfe garbage", "unknown directive"),
        (b"<<<<<<< HEAD\nmodule a\n=======\n", "unknown directive <<<<<<<"),
        (b"module a\ngo banana\n", "not a Go version: banana"),
        (b"module a\ngo 9.99\n", "newer than 1.27"),
        (b"module a\nrequire (\n\tx v1\n", "never closed"),
        (b"module a\nreplace x\n", "replace without =>"),
        (b"module a\nreplace x =>\n", "replace without =>"),
        (b"module\n", "module without a value"),
    ],
)
def test_a_lie_is_named(data: bytes, message: str) -> None:
    module = parse_module(data, "d")
    assert any(message in problem.message for problem in module.problems)
    assert all(problem.path == "d/go.mod" for problem in module.problems)


def test_what_can_be_understood_of_a_broken_file_holds() -> None:
    module = parse_module(b"<<<<<<< HEAD\nmodule a\n=======\ngo 1.20\nreplace b => ./b\n", "")
    assert (module.path, module.go, module.replaces) == ("a", (1, 20), (("b", "b"),))
    assert parse_module(b"module a\ngo 9.99\n", "").go == (1, 27)


def test_a_workspace_lists_its_modules() -> None:
    workspace = parse_workspace(b"go 1.21\nuse ./a\nuse (\n\t.\n\t./b/c\n\t../out\n)\nreplace x => ./y\n", "w")
    assert workspace.use == ("w/a", "w", "w/b/c", "out")
    assert workspace.go == (1, 21)
    assert workspace.replaces == (("x", "w/y"),)
    outside = parse_workspace(b"use ../out\nuse /abs\n", "")
    assert outside.use == ()
    assert len(outside.problems) == 2


@pytest.mark.parametrize(
    ("directory", "relative", "found"),
    [("", ".", ""), ("a", "..", ""), ("a/b", "../c", "a/c"), ("", "..", None), ("a", "/b", None), ("a", "C:\\b", None)],
)
def test_directories_stay_inside_the_tree(directory: str, relative: str, found: str | None) -> None:
    assert inside(directory, relative) == found


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(data: bytes) -> None:
    parse_module(data, "")
    parse_module(GOOD + data, "")
    parse_workspace(b"use (\n" + data, "")
