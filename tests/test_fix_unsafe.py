"""Rewrites of uses of package unsafe, by the file's Go version (RULES C.6): what is written, and what Go says to it.

The rewritten programs are checked by the compiler's `-d=checkptr`, which stops some of those from before.
"""

import functools
import subprocess
from pathlib import Path

import gojudge
import pytest
from gojudge import run_go
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.fix.plans import Bounds
from golint_py.fix.rounds import Outcome, Wish, run
from golint_py.text.finding import Confidence, Safety

needs_go = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")

HEAD = """package main

import (
	"fmt"
	"unsafe"
)

type node struct{ a, b int32 }

func work() {}

"""
OFFSET = (
    HEAD
    + """func second(n *node) int32 {
	u := uintptr(unsafe.Pointer(n))
	work()
	return *(*int32)(unsafe.Pointer(u + unsafe.Offsetof(n.b)))
}

func main() { fmt.Println(second(&node{1, 2})) }
"""
)
TEXT = (
    HEAD
    + """func view(s string) []byte {
	return *(*[]byte)(unsafe.Pointer(&s))
}

func main() { fmt.Println(len(view("abc")), string(view("abc")), view("") == nil) }
"""
)
PAGE = (
    HEAD
    + """func page(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) &^ 7)
}

func main() {
	a := new([16]byte)
	fmt.Println(uintptr(page(unsafe.Pointer(a)))%8, page(unsafe.Pointer(&a[9])) == unsafe.Pointer(&a[8]))
}
"""
)
NUMBERS = (
    HEAD
    + """func at(b []byte, i int) uint32 {
	return *(*uint32)(unsafe.Pointer(&b[i+1]))
}

func put(b []byte, v int16) {
	*(*int16)(unsafe.Pointer(&b[0])) = v - 1
}

func main() {
	b := []byte{1, 2, 3, 4, 5, 6, 7, 8}
	put(b, -5)
	fmt.Println(at(b, 0), b)
}
"""
)
HEADERS = (
    HEAD.replace('"fmt"', '"fmt"\n\t"reflect"\n\t"runtime"')
    + """func live(b []byte) string {
	var s string
	h := (*reflect.StringHeader)(unsafe.Pointer(&s))
	bh := (*reflect.SliceHeader)(unsafe.Pointer(&b))
	h.Data = bh.Data
	h.Len = bh.Len
	return s
}

func result(s string) (b []byte) {
	sh := (*reflect.StringHeader)(unsafe.Pointer(&s))
	h := (*reflect.SliceHeader)(unsafe.Pointer(&b))
	h.Data = sh.Data
	h.Len = sh.Len
	h.Cap = sh.Len
	runtime.KeepAlive(s)
	return b
}

func direct(s string) []byte {
	var b []byte
	(*reflect.SliceHeader)(unsafe.Pointer(&b)).Data = (*reflect.StringHeader)(unsafe.Pointer(&s)).Data
	(*reflect.SliceHeader)(unsafe.Pointer(&b)).Len = len(s)
	(*reflect.SliceHeader)(unsafe.Pointer(&b)).Cap = len(s)
	return b
}

func same(a, b string) bool {
	x := (*reflect.StringHeader)(unsafe.Pointer(&a))
	y := (*reflect.StringHeader)(unsafe.Pointer(&b))
	return x.Len == y.Len && x.Data == y.Data
}

func main() {
	fmt.Println(live([]byte("ab")), string(result("cd")), string(direct("ef")), same("a", "b"), live(nil) == "")
	fmt.Println(len(result("")), cap(direct("gh")))
}
"""
)
MADE = (
    HEAD.replace('"fmt"', '"fmt"\n\t"reflect"')
    + """type text string

func first(b []byte) string {
	h := reflect.StringHeader{Data: uintptr(unsafe.Pointer(&b[0])), Len: len(b)}
	return *(*string)(unsafe.Pointer(&h))
}

func once(s string) []byte {
	return *(*[]byte)(unsafe.Pointer(&reflect.SliceHeader{
		Data: (*reflect.StringHeader)(unsafe.Pointer(&s)).Data,
		Len:  len(s),
		Cap:  len(s),
	}))
}

func pointer(p *int32, n int) []int32 {
	var h reflect.SliceHeader
	h.Data = uintptr(unsafe.Pointer(p))
	h.Len = n
	h.Cap = n
	return *(*[]int32)(unsafe.Pointer(&h))
}

func named(b []byte) text {
	h := &reflect.StringHeader{uintptr(unsafe.Pointer(unsafe.SliceData(b))), len(b)}
	return *(*text)(unsafe.Pointer(h))
}

func main() {
	n := int32(5)
	fmt.Println(first([]byte("ab")), string(once("cd")), pointer(&n, 1), named([]byte("ef")))
}
"""
)


def fixed(folder: Path, text: str, go: str, name: str = "main.go") -> Outcome:
    """What `fix --unsafe-fixes` makes of a program of that Go version."""
    folder.mkdir(exist_ok=True)
    (folder / "go.mod").write_text(f"module example.com/m\n\ngo {go}\n")
    (folder / name).write_text(text)
    options = Options(str(folder), ("",), policies=(Policy(),), jobs=1, use_cache=False)
    wish = Wish(
        wanted=lambda one: one.rule.startswith("unsafe/") and one.confidence >= Confidence.MEDIUM,
        least=Safety.UNSAFE,
        bounds=Bounds(lambda _: True),
    )
    return run(functools.partial(analyse, options), wish)


@pytest.mark.parametrize(
    ("text", "go", "written"),
    [
        (OFFSET, "1.16", "*(*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(n)) + unsafe.Offsetof(n.b)))"),
        (OFFSET, "1.17", "*(*int32)(unsafe.Add(unsafe.Pointer(n), unsafe.Offsetof(n.b)))"),
        (TEXT, "1.20", "return unsafe.Slice(unsafe.StringData(s), len(s))"),
        (PAGE, "1.17", "return unsafe.Add(p, -int(uintptr(p)&7))"),
        (HEADERS, "1.20", "s := unsafe.String(unsafe.SliceData(b), len(b))"),
        (HEADERS, "1.20", "\tb = unsafe.Slice(unsafe.StringData(s), len(s))\n\truntime"),
        (HEADERS, "1.20", "\tb := unsafe.Slice(unsafe.StringData(s), len(s))\n\treturn b"),
        (HEADERS, "1.20", "len(a) == len(b) && uintptr(unsafe.Pointer(unsafe.StringData(a))) =="),
        (MADE, "1.20", "return unsafe.String(unsafe.SliceData(b), len(b))"),
        (MADE, "1.20", "return unsafe.Slice(unsafe.StringData(s), len(s))"),
        (MADE, "1.20", "return unsafe.Slice(p, n)"),
        (MADE, "1.20", "return text(unsafe.String(unsafe.SliceData(b), len(b)))"),
        (NUMBERS, "1.21", "return binary.NativeEndian.Uint32(b[i+1:])"),
        (NUMBERS, "1.21", "binary.NativeEndian.PutUint16(b[0:], uint16(v-1))".replace("b[0:]", "b")),
    ],
)
def test_the_form_is_that_of_the_language_version(text: str, go: str, written: str, tmp_path: Path) -> None:
    done = fixed(tmp_path, text, go)
    assert written in done.files["main.go"].decode()
    assert done.applied[0].fix.safety is (Safety.UNSAFE if text in (NUMBERS, MADE) else Safety.SAFE)
    assert '"reflect"' not in done.files["main.go"].decode()


@pytest.mark.parametrize(
    ("text", "go", "reason"),
    [
        (TEXT, "1.19", "needs go 1.20"),
        (NUMBERS, "1.20", "needs go 1.21"),
        (TEXT.replace("return *(", "b := *(").replace("&s))\n", "&s))\n\tb[0]++\n\treturn b\n"), "1.20", "are written"),
        (
            TEXT.replace("return *(", "b := *(").replace("&s))\n", "&s))\n\tcopy(b, s)\n\treturn b\n"),
            "1.20",
            "are written",
        ),
        (OFFSET.replace("work()", "n = &node{3, 4}"), "1.17", "n is assigned to"),
        (NUMBERS.replace("= v - 1", "+= v"), "1.21", "is rewritten"),
        (MADE, "1.19", "need go 1.20"),
        (MADE.replace("Len: len(b)", "Len: 1"), "1.20", "the length is not that of"),
        (MADE.replace("h.Cap = n", "h.Cap = n + 1"), "1.20", "the length and the capacity are different"),
        (MADE.replace("h.Cap = n\n", "h.Cap = n\n\tp = nil\n"), "1.20", "something else happens"),
        (MADE.replace("p *int32", "p *int64").replace("int32(5)", "int64(5)"), "1.20", "are of another type"),
        (MADE.replace("h.Len = n\n", "h.Len = n\n\th.Len /= 2\n"), "1.20", "computed from what it was"),
        (HEADERS.replace("h.Cap = sh.Len", "h.Cap = h.Cap"), "1.20", "computed from what they were"),
        (HEADERS.replace("h.Cap = sh.Len", "_ = sh.Len"), "1.20", "the word Cap of the header is not set"),
        (HEADERS.replace("h.Len = bh.Len", "h.Len = bh.Len\n\tx := h\n\t_ = x"), "1.20", "`h` goes somewhere else"),
        (HEADERS.replace("return x.Len", "{ a := 1; _ = a }; return x.Len"), "1.20", "a may mean something else"),
        (NUMBERS.replace("b []byte", "b [8]byte").replace("[]byte{", "[8]byte{"), "1.21", ""),
    ],
)
def test_others_are_refused(text: str, go: str, reason: str, tmp_path: Path) -> None:
    done = fixed(tmp_path, text, go)
    assert any(reason in one.message for one in done.refused) if reason else not done.files


@pytest.mark.parametrize(
    ("name", "build", "order"),
    [
        ("main_amd64.go", "", "LittleEndian"),
        ("main.go", "//go:build amd64 || arm64\n\n", "LittleEndian"),
        ("main.go", "//go:build amd64 && !purego\n\n", "LittleEndian"),
        ("main.go", "//go:build !purego\n\n", "NativeEndian"),
        ("main.go", "//go:build !arm\n\n", "NativeEndian"),
        ("main_linux.go", "", "NativeEndian"),
    ],
)
def test_the_byte_order_is_that_of_the_platforms(name: str, build: str, order: str, tmp_path: Path) -> None:
    (text,) = fixed(tmp_path, build + NUMBERS, "1.22", name).files.values()
    assert f"binary.{order}.Uint32" in text.decode()


_PROGRAMS = [
    (OFFSET, "1.16"),
    (OFFSET, "1.17"),
    (PAGE, "1.20"),
    (NUMBERS, "1.21"),
    (HEADERS, "1.20"),
    (MADE, "1.20"),
]


@needs_go
def test_programs_print_the_same_and_vet_has_nothing_to_say(tmp_path: Path) -> None:
    for number, (text, go) in enumerate(_PROGRAMS):
        folder = tmp_path / str(number)
        before = _output(folder, text, go)
        (folder / "main.go").write_bytes(fixed(folder, text, go).files["main.go"])
        assert _run(folder, checked=True) == before
        run_go("vet", ".", directory=folder)


@needs_go
def test_a_string_as_bytes_has_a_capacity_then(tmp_path: Path) -> None:
    text = TEXT.replace('len(view("abc"))', 'cap(view("abc"))')
    _output(tmp_path, text, "1.20")
    (tmp_path / "main.go").write_bytes(fixed(tmp_path, text, "1.20").files["main.go"])
    assert _run(tmp_path, checked=True) == "3 abc true\n"
    run_go("vet", ".", directory=tmp_path)


# What is done through headers, of a string s or bytes b; n and out are what the function gives back.
_STRING = "h := (*reflect.StringHeader)(unsafe.Pointer(&s))"
_BYTES = "h := (*reflect.SliceHeader)(unsafe.Pointer(&b))"
_TO_STRING = "var t string; g := (*reflect.StringHeader)(unsafe.Pointer(&t))"
_TO_BYTES = "var c []byte; g := (*reflect.SliceHeader)(unsafe.Pointer(&c))"
_MADE_BYTES = "h := reflect.SliceHeader{Data: uintptr(unsafe.Pointer(&b[0])), Len: len(b), Cap: len(b)}"
_MADE_STRING = "h := reflect.StringHeader{Data: uintptr(unsafe.Pointer(&b[0])), Len: len(b)}"
_HEADERS = [
    f"{_STRING}; n += h.Len",
    f"{_BYTES}; n += h.Len + h.Cap",
    "n += (*reflect.SliceHeader)(unsafe.Pointer(&b)).Cap",
    "n += (*reflect.StringHeader)(unsafe.Pointer(&s)).Len",
    "n += int(*(*byte)(unsafe.Pointer((*reflect.SliceHeader)(unsafe.Pointer(&b)).Data)))",
    f"{_BYTES}; {_TO_STRING}; g.Data = h.Data; g.Len = h.Len; out += t",
    f"{_BYTES}; {_TO_STRING}; g.Data, g.Len = h.Data, h.Len; out += t",
    f"{_STRING}; {_TO_BYTES}; g.Data = h.Data; g.Len = h.Len; g.Cap = h.Len; out += string(c)",
    f"{_STRING}; {_TO_BYTES}; g.Data = h.Data; g.Cap = len(s); g.Len = len(s); out += string(c)",
    f"{_MADE_BYTES}; c := *(*[]byte)(unsafe.Pointer(&h)); n += len(c) + cap(c) + int(c[0])",
    f"{_MADE_STRING}; out += *(*string)(unsafe.Pointer(&h))",
]


@st.composite
def _with_headers(draw: st.DrawFn) -> str:
    """A function that does some of them, one in a block of its own, or behind a condition."""
    lines = []
    for one in draw(st.lists(st.sampled_from(_HEADERS), min_size=1, max_size=3)):
        head = draw(st.sampled_from(["{", "if n > -1 {", "for i := 0; i < 2; i++ {"]))
        lines += [head, *(f"\t{line}" for line in one.split("; ")), "}"]
    body = "".join(f"\t{line}\n" for line in lines)
    return f"(s string, b []byte, n int) (out string) {{\n{body}\treturn fmt.Sprint(out, n)\n}}\n"


@needs_go
def test_functions_that_use_headers_give_the_same_without(tmp_path: Path) -> None:
    functions: dict[str, None] = {}

    @seed(7)
    @settings(max_examples=30, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_with_headers())
    def collect(text: str) -> None:
        functions[text] = None

    collect()
    declared = "".join(f"func f{at}{text}\n" for at, text in enumerate(functions))
    calls = "".join(
        f'\tfmt.Println(f{at}("", []byte("xyz"), 1), f{at}("ab", buf[:2], 5))\n' for at in range(len(functions))
    )
    imports = 'import (\n\t"fmt"\n\t"reflect"\n\t"unsafe"\n)\n'
    text = f"package main\n\n{imports}\n{declared}func main() {{\n\tbuf := []byte{{1, 2, 3}}\n{calls}}}\n"
    before = _output(tmp_path, text, "1.20")
    after = fixed(tmp_path, text, "1.20").files["main.go"]
    left = [one for one in after.decode().split("\nfunc ") if "Header" in one]
    assert len(left) < len(functions) / 3
    (tmp_path / "main.go").write_bytes(after)
    assert _run(tmp_path, checked=True) == before
    run_go("vet", ".", directory=tmp_path)


def _output(folder: Path, text: str, go: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "go.mod").write_text(f"module example.com/m\n\ngo {go}\n")
    (folder / "main.go").write_text(text)
    return _run(folder)


def _run(folder: Path, checked: bool = False) -> str:
    flags = ("-gcflags=-d=checkptr",) if checked else ()
    run_go("build", *flags, "-o", str(folder / "program"), ".", directory=folder)
    done = subprocess.run([folder / "program"], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
