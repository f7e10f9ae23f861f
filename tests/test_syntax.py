"""Parsing: what survives broken code, what the grammar does not know, what must stay cheap."""

import hashlib
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golint_py.syntax import nodes
from golint_py.syntax.blank import blank, brackets
from golint_py.syntax.declarations import parse_some, without_bodies
from golint_py.syntax.gaps import METHOD_TYPE_PARAMETERS, NEW
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed


def names(parsed: Parsed) -> list[str]:
    """The names of the functions and methods that were read."""
    found = []
    for node in parsed.declarations:
        if node.kind_id in (nodes.FUNCTION_DECLARATION, nodes.METHOD_DECLARATION):
            found.append(nodes.text(nodes.need(node, nodes.F_NAME), parsed.data))
    return found


def sources(parsed: Parsed) -> list[str]:
    return [nodes.text(node, parsed.data) for node in parsed.declarations]


def test_a_good_file_is_one_tree_with_all_its_declarations() -> None:
    parsed = parse(b'// Doc.\npackage p\n\nimport "fmt"\n\n// F.\nfunc F() { fmt.Println() }\n\nvar x, y int\n')
    assert sources(parsed) == ["package p", 'import "fmt"', "func F() { fmt.Println() }", "var x, y int"]
    assert [nodes.text(node, parsed.data) for node in parsed.comments] == ["// Doc.", "// F."]
    assert len(parsed.trees) == 1
    assert not parsed.broken
    assert not parsed.masked


@pytest.mark.parametrize(
    "last",
    [
        "type T int",
        "type T = int",
        "type T struct{ a int }",
        "type (\n\tA int\n\tB string\n)",
        "type I interface{ M() }",
        "var x int",
        "const c = 1",
        "func F() {}",
        "func (t T) M[K any](k K) {}",
        'import "fmt"',
    ],
)
@pytest.mark.parametrize("more", ["", " // comment", "\t", "\r", " /* c */"])
@pytest.mark.parametrize("before", ["package p\n\n", "package p\n\nfunc broken( {\n\n"])
def test_the_last_declaration_needs_no_end_of_line(before: str, last: str, more: str) -> None:
    with_end = parse((before + last + more + "\n").encode())
    without = parse((before + last + more).encode())
    assert last in sources(without)
    assert [(node.start_byte, node.end_byte) for node in without.declarations] == [
        (node.start_byte, node.end_byte) for node in with_end.declarations
    ]
    assert without.broken == with_end.broken


@pytest.mark.parametrize(
    "body",
    [
        "if x {",
        "x := ]",
        "s := `never closed",
        "/* never closed",
        's := "never closed',
        "}}}",
        "foo(",
        "switch { case",
        "m[",
        "@ # $",
        "x = = y",
    ],
)
def test_broken_syntax_costs_only_its_declaration(body: str) -> None:
    rest = "// C.\nfunc C() { s := `raw` }\n\ntype T int\n"
    data = f"package p\n\nfunc A() {{}}\n\nfunc B() {{\n\t{body}\n}}\n\n{rest}".encode()
    parsed = parse(data)
    assert names(parsed) == ["A", "C"]
    assert sources(parsed)[-1] == "type T int"
    assert "// C." in [nodes.text(node, data) for node in parsed.comments]
    assert len(parsed.broken) == 1
    (broken,) = parsed.broken
    assert data.index(b"func B") <= broken.start < broken.end <= data.index(b"// C.")


def test_offsets_and_rows_in_pieces_are_those_of_the_file() -> None:
    data = b"package p\n\nfunc A() { ( }\n\n\nfunc B() { x() }\n"
    parsed = parse(data)
    (function,) = [node for node in parsed.declarations if node.kind_id == nodes.FUNCTION_DECLARATION]
    assert data[function.start_byte : function.end_byte] == b"func B() { x() }"
    assert tuple(function.start_point) == (5, 0)


def test_a_missing_token_counts_as_an_error() -> None:
    parsed = parse(b"package p\n\nfunc A() {\n\tx := f(1\n}\n\nfunc B() {}\n")
    assert names(parsed) == ["B"]
    assert parsed.broken[0].reason.startswith("syntax error")


def test_raw_strings_and_comments_are_not_split() -> None:
    raw = "func A() {\n\tx := `\nfunc inner() {\n`\n\t/*\nfunc comment() {\n*/\n}\n"
    parsed = parse(f"package p\n\n{raw}\nfunc Bad() {{ ( }}\n\n{raw.replace('A', 'B', 1)}".encode())
    assert names(parsed) == ["A", "B"]


@pytest.mark.parametrize("stray", ["`", "/*"])
def test_a_stray_quote_costs_one_declaration_among_raw_strings_and_comments(stray: str) -> None:
    good = [f'/* c */\nfunc F{i}() {{\n\tx := `raw`\n\ty := "`"\n}}\n' for i in range(9)]
    broken = good[4].replace("x :=", f"{stray} x :=")
    parsed = parse("\n".join(["package p\n", *good[:4], broken, *good[5:]]).encode())
    assert names(parsed) == ["F0", "F1", "F2", "F3", "F5", "F6", "F7", "F8"]


def test_a_stray_quote_between_declarations_costs_one_of_them() -> None:
    good = [f"func F{i}() {{ x := `raw` }}\n" for i in range(5)]
    method = "func (r R) M[T any](x T) {}\n"
    parsed = parse("\n".join(["package p\n", method, *good[:2], "`", *good[2:], method]).encode())
    assert set(names(parsed)) >= {"M", "F0", "F1", "F3", "F4"}
    assert len(parsed.type_parameters) == 2


def test_a_body_that_is_not_indented_is_one_declaration() -> None:
    data = b"package p\nfunc Bad() { ( }\nfunc A() {\nvar x int\nif x > 0 {\nvar y int\n_ = y\n}\n}\nvar z int\n"
    parsed = parse(data)
    assert names(parsed) == ["A"]
    assert sources(parsed)[-1] == "var z int"
    assert len(parsed.broken) == 1


def test_what_stands_on_the_line_of_an_error_is_named_once() -> None:
    parsed = parse(b'package p\n\nimport "a" F() /* c */ int {\n\treturn\n}\n\n// G.\nfunc G() {}\n')
    assert names(parsed) == ["G"]
    assert sources(parsed)[0] == "package p"
    assert len(parsed.declarations) == 2
    assert len(parsed.broken) == 1
    assert [nodes.text(node, parsed.data) for node in parsed.comments] == ["// G."]


def test_statements_outside_of_functions_are_named() -> None:
    parsed = parse(b"package p\n\nx := 1\ny := 2\n\nfunc A() {}\n")
    assert names(parsed) == ["A"]
    assert [broken.reason for broken in parsed.broken] == ["statement outside of a function"]


def test_a_file_without_a_package_clause_is_read() -> None:
    assert names(parse(b"func A() {}\nfunc B() {}\n")) == ["A", "B"]


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"// only a comment", b"package p"])
def test_nearly_empty_files_are_not_broken(data: bytes) -> None:
    assert not parse(data).broken


def test_a_byte_order_mark_and_crlf_are_legal() -> None:
    data = b"\xef\xbb\xbfpackage p\r\n\r\nfunc A() {\r\n\tx()\r\n}\r\n"
    parsed = parse(data)
    assert names(parsed) == ["A"]
    assert not parsed.broken
    assert sources(parsed)[0] == "package p"


def test_crlf_and_byte_order_mark_hold_in_pieces_too() -> None:
    data = b"\xef\xbb\xbfpackage p\r\n\r\nfunc A() {\r\n\t(\r\n}\r\n\r\nfunc B() {\r\n}\r\n"
    parsed = parse(data)
    assert names(parsed) == ["B"]
    assert sources(parsed)[0] == "package p"


# What valid Go the grammar does not know.


@pytest.mark.parametrize(
    "argument",
    [
        "1", '"a"', "f(1)", "x.y(1)", "T{}", "[]int{1}", "a + b", "func() {}", "&x", "-1", "time.Now()", "x.(int)",
        "<-c", "map[string]int{}", "x[1:2]", "!x", "(1)", "1,", "[]byte(s)", "struct{ a int }{1}", "*p + 1",
    ],
)  # fmt: skip
def test_new_of_an_expression_is_a_call(argument: str) -> None:
    data = f"package p\n\nvar v = new({argument})\n".encode()
    parsed = parse(data)
    assert not parsed.broken
    assert [data[one.start : one.end] for one in parsed.masked if one.gap == NEW] == [b"new"]
    value = nodes.need(parsed.declarations[1].named_child(0), nodes.F_VALUE).named_child(0)
    assert value.kind_id == nodes.CALL_EXPRESSION
    assert nodes.text(nodes.need(value, nodes.F_FUNCTION), data) == "new"
    (inner,) = nodes.children(nodes.need(value, nodes.F_ARGUMENTS))
    assert nodes.text(inner, data) == argument.rstrip(",")


def test_nested_new_and_types_are_told_apart() -> None:
    data = b"package p\n\nvar v, w = new(new(1)), new([]int)\nvar x = new(struct{ f func(int) })\n"
    parsed = parse(data)
    assert not parsed.broken
    assert len(parsed.masked) == 2


def test_a_local_make_may_take_expressions() -> None:
    data = b"package p\n\nfunc f() {\n\tvar make func(int) int\n\t_ = make(n - 1)\n\t_ = make(make(8))\n}\n"
    parsed = parse(data)
    assert names(parsed) == ["f"]


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("func (r *R) N[I any](n I) I { return n }", "[I any]"),
        ("func (r R[T]) N[I, J any](n I, f func(T) J) (x I, err error) { return }", "[I, J any]"),
        ("func (R) N[I interface{ m() }](n I)", "[I interface{ m() }]"),
        ("func (r R) N[\n\tI any,\n](n I) {\n\tr.N[int](1)\n}", "[\n\tI any,\n]"),
        ("func(r R) N[I any]() {}", "[I any]"),
    ],
)
def test_type_parameters_of_methods_are_kept_beside(method: str, parameters: str) -> None:
    data = f"package p\n\nfunc A() {{}}\n\n{method}\n\nfunc B() {{}}\n".encode()
    parsed = parse(data)
    assert names(parsed) == ["A", "N", "B"]
    assert not parsed.broken
    node = parsed.declarations[2]
    assert node.kind_id == nodes.METHOD_DECLARATION
    assert nodes.field(node, nodes.F_RECEIVER) is not None
    assert nodes.text(node, data) == method
    found = parsed.type_parameters[node.start_byte]
    assert found.kind_id == nodes.TYPE_PARAMETER_LIST
    assert nodes.text(found, data) == parameters
    assert [one.gap for one in parsed.masked] == [METHOD_TYPE_PARAMETERS]


@pytest.mark.parametrize(
    "code",
    [
        "var (x int)",
        "var ( x = 1; y = 2 )",
        "const (A = 1)",
        "const ( A = iota; B )",
        "func f() { if ; x {} }",
        "func f() { switch ; x.(type) {} }",
    ],
)
def test_other_gaps_are_masked(code: str) -> None:
    parsed = parse(f"package p\n\n{code}\n\nfunc g() {{}}\n".encode())
    assert not parsed.broken
    assert sources(parsed)[1].startswith(code[:3])
    assert names(parsed)[-1] == "g"


def test_a_gap_and_an_error_in_one_file_do_not_meet() -> None:
    data = b"package p\n\nvar v = new(1)\n\nfunc (r R) M[T any](x T) {}\n\nfunc Bad() { ( }\n\nvar w = new(f())\n"
    parsed = parse(data)
    assert sources(parsed)[1:] == ["var v = new(1)", "func (r R) M[T any](x T) {}", "var w = new(f())"]
    assert len(parsed.broken) == 1
    assert parsed.type_parameters


# What must cost little.


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF\x02\x00\x00package p\n", "binary file (NUL bytes)"),
        (bytes(range(1, 256)) * 40, "binary file (not UTF-8)"),
        (b"package p\n" + b"x" * 100, "longer than 100 bytes"),
        (b"<p>hello</p>\n" * 5000, "no Go declaration in sight"),
    ],
)
def test_what_is_not_go_is_not_parsed(data: bytes, reason: str) -> None:
    parsed = parse(data, limit=100 if "100" in reason else 10_000_000)
    assert [broken.reason for broken in parsed.broken] == [reason]
    assert (parsed.broken[0].start, parsed.broken[0].end) == (0, len(data))
    assert not parsed.trees


def test_an_overlong_line_costs_its_declaration() -> None:
    minified = b"func M() {" + b"x();" * 200_000 + b"}\n"
    data = b"package p\n\nfunc A() {}\n\n" + minified + b"\n// B.\nfunc B() {}\n" + b"// pad\n" * 50_000
    parsed = parse(data)
    assert names(parsed) == ["A", "B"]
    assert [broken.reason for broken in parsed.broken] == ["a line longer than 500000 bytes"]


def test_an_overlong_string_is_one_node() -> None:
    data = b'package p\n\nconst s = "' + b"\\x1f" * 400_000 + b'"\n\nfunc A() {}\n'
    parsed = parse(data)
    assert names(parsed) == ["A"]
    assert not parsed.broken
    assert parsed.declarations[1].descendant_count < 20
    assert parsed.data is data


@pytest.mark.parametrize(
    "code",
    [
        "var x = " + "(" * 5000 + "1" + ")" * 5000,
        'var x = "a"' + ' + "a"' * 5000,
        "func f() " + "{" * 500 + "}" * 500,
        "func f() {" + "if x {" * 5000 + "}" * 5000 + "}",
        "var x = " + "f(" * 5000 + "1" + ")" * 5000,
        "var x = " + "new(" * 3000 + "1" + ")" * 3000,
        "func f() {" + "{" * 5000 + "(" + "}" * 5000 + "}",
        "var x = " + "[" * 5000,
        "func f() { " * 3000,
    ],
)
def test_deep_nesting_is_survived_in_linear_time(code: str) -> None:
    data = f"package p\n\n{code}\n\nfunc g() {{}}\n".encode()
    start = time.perf_counter()
    parsed = parse(data)
    assert time.perf_counter() - start < 3
    assert names(parsed)[-1:] == ["g"]


@pytest.mark.parametrize("piece", ["func f() {\n\tx := ]\n}\n\nvar v = (\n\n", "/* ", "` '", "func (", "new(", "if ;"])
def test_much_that_is_broken_takes_linear_time(piece: str) -> None:
    data = b"package p\n" + piece.encode() * 4000
    start = time.perf_counter()
    parsed = parse(data)
    assert time.perf_counter() - start < 5
    assert len(parsed.declarations) == 1


def test_blanking_keeps_length_and_lines() -> None:
    data = b'a `b\n(` "(\\"" \'(\' // (\n/* (\n */ c\n'
    code = blank(data)
    assert len(code) == len(data)
    assert b"(" not in code
    assert [i for i, c in enumerate(code) if c == 10] == [i for i, c in enumerate(data) if c == 10]


def test_closing_brackets_are_matched() -> None:
    assert brackets(b"f(a[b]{c})d") == {3: 5, 6: 8, 1: 9}
    assert brackets(b"(] ()") == {3: 4}
    assert brackets(b"((\nfunc f() {}\n))") == {9: 10, 12: 13}


def test_the_language_loads_without_its_python_package() -> None:
    code = (
        "import sys, golint_py.syntax.language as l; assert 'importlib.resources' not in sys.modules; "
        "import tree_sitter_go, tree_sitter; assert tree_sitter.Language(tree_sitter_go.language()) == l.GO"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


FRAGMENTS = [
    "package p\n", "import (\n", "func f(x int) {\n", "func (r *T[K]) m[U any](u U) {", "}\n", "\n}\n\n", "var x = ",
    "type T struct {\n", "new(1)", "make(", "(", ")", "[", "]", "{", "`", '"', "'", "//", "/*", "*/", "\n", "a, b",
    ":= 1\n", "if ; x {", "var (x int)", "const (A = 1)",
    "é", "\t", "case 1:", "<-", "\r\n", "// c\n", "\\", "switch ;",
    "func() {", "type\n", "\ufeff",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_whatever_is_broken_the_records_hold(source: str) -> None:
    data = source.encode()
    parsed = parse(data)
    spans = [(node.start_byte, node.end_byte) for node in parsed.declarations]
    spans += [(broken.start, broken.end) for broken in parsed.broken]
    spans.sort()
    assert all(0 <= start <= end <= len(data) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    starts = [node.start_byte for node in parsed.declarations]
    assert starts == sorted(starts)
    assert not any(node.has_error for node in parsed.declarations)
    methods = {node.start_byte for node in parsed.declarations if node.kind_id == nodes.METHOD_DECLARATION}
    assert parsed.type_parameters.keys() <= methods


KNOWN_GAPS = frozenset({"math/rand/v2/rand.go", "net/http/internal/http2/server.go", "encoding/json/v2/arshal_test.go"})


def standard_library() -> dict[str, Path]:
    """Go's own sources by their path, test data left out; needs the toolchain's wheel."""
    root = Path(pytest.importorskip("go").__file__).parent / "src"
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.go"))}
    return {name: path for name, path in files.items() if "/testdata/" not in f"/{name}"}


def broken_files(files: dict[str, Path]) -> dict[str, object]:
    return {name: parsed.broken for name, path in files.items() if (parsed := parse(path.read_bytes())).broken}


def test_nothing_in_a_sample_of_the_standard_library_is_broken() -> None:
    files = standard_library()
    sample = {
        name: path
        for name, path in files.items()
        if name in KNOWN_GAPS or hashlib.sha256(name.encode()).digest()[0] < 6
    }
    assert len(sample) > 100
    assert broken_files(sample) == {}


@pytest.mark.slow
def test_nothing_in_the_standard_library_is_broken() -> None:
    assert broken_files(standard_library()) == {}


def test_a_file_without_bodies_has_the_same_declarations_at_the_same_places() -> None:
    source = (
        "package p\n\n// F is é.\nfunc F(a int) (b int) { /* } */ if a > 0 { return `}\n` } }\n\n"
        "func (t T) M() {}\n\nfunc asm()\n\nvar x = func() int { return 1 }\n\ntype T struct{ a int }"
    ).encode()
    whole = parse(source)
    slim = without_bodies(whole)
    assert slim.data == source
    assert sources(slim) == sources(whole)
    assert [node.kind_id for node in slim.declarations] == [node.kind_id for node in whole.declarations]
    assert [nodes.text(node, source) for node in slim.comments] == ["// F is é."]
    function = slim.declarations[1]
    assert nodes.need(function, nodes.F_BODY).named_child_count == 0
    assert nodes.need(whole.declarations[1], nodes.F_BODY).named_child_count > 0


def test_some_declarations_of_a_file_are_at_the_same_places() -> None:
    source = (
        "package p\n\n// F is é.\nfunc F() { /* } */ }; func G() { return `\n}` }\n\n"
        "var (\n\ta = 1\n\tb = 2\n)\n\nfunc (t T) M() {}\n\ntype T struct{ a int }"
    ).encode()
    whole = parse(source)
    places = [(one.start_byte, one.end_byte) for one in whole.declarations]
    for chosen in (places[1:2], places[2:4], places[4:], places):
        some = parse_some(source, chosen)
        assert some.data == source
        assert len(some.trees) == 1
        assert [(one.start_byte, one.end_byte) for one in some.declarations] == chosen
        assert sources(some) == [text for text in sources(whole) if text in sources(some)]
    assert str(parse_some(source, places[3:4]).declarations[0]) == str(whole.declarations[3])


@pytest.mark.parametrize("source", [b"package p\n\nfunc broken( {\n\nfunc F() { x() }\n", b""])
def test_a_file_that_was_not_read_in_one_piece_keeps_its_bodies(source: bytes) -> None:
    whole = parse(source)
    assert sources(without_bodies(whole)) == sources(whole)
