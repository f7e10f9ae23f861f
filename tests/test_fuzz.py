"""Whole runs over Go files that were damaged at random: findings or none, but no crash and no hang.

Each damaged file is a package of its own. Damage is drawn by seed: bytes, lines and names deleted, repeated, swapped or
taken from another file. `--slow` draws many more.
"""

import random
import re
import signal
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from types import FrameType

import pytest

from golint_py.analyses.unit import Unit
from golint_py.cli.main import entry
from golint_py.config import Options
from golint_py.diagnostics import INTERNAL_ERROR
from golint_py.driver import check
from golint_py.query import Query
from golint_py.rule import Loaded, Rule, Runnable, Scope, discover
from golint_py.text.finding import Confidence, Finding, Safety, Severity
from golint_py.text.span import Site

DATA = Path(__file__).resolve().parent.parent / "testdata"
FROM_GO = (
    "builtin/builtin.go",
    "cmd/cgo/internal/test/cgo_linux_test.go",
    "container/list/list.go",
    "context/context.go",
    "encoding/gob/type.go",
    "expvar/expvar.go",
    "go/constant/value.go",
    "internal/sync/hashtriemap.go",
    "iter/iter.go",
    "maps/iter.go",
    "net/http/cookiejar/jar.go",
    "os/exec/exec_unix.go",
    "reflect/makefunc.go",
    "slices/iter.go",
    "sync/map.go",
    "sync/pool.go",
    "syscall/exec_linux.go",
    "text/template/funcs.go",
    "time/zoneinfo_read.go",
    "unique/handle.go",
)
FILES = 60
LONGEST = 40_000
SECONDS = 90

TOKENS = (
    *b"( ) { } [ ] ; , . := = : * & <- ... ~ \" ` ' /* */ // \n \x00 \xff \xef\xbb\xbf \\ 0x 1e999 'a 07_ |".split(
        b" "
    ),
    *b"func go defer map[ chan<- struct{ interface{ range switch select case default: fallthrough goto return".split(),
    *b"type var const import package if for break continue nil iota any append make( new( recover() _ L:".split(),
    b"func() {}()",
    b"func(yield func(int) bool) {}",
    b"[T any]",
    b'import "C"\n',
    b"//go:build ignore\n",
    b"\ntype T struct { T; *U; m map[T]T }\ntype U = T\n",
    b"\ntype I interface { I; M() I }\n",
)
_NAME = re.compile(rb"\b[A-Za-z_]\w*")


# --- Damage -----------------------------------------------------------------------------------------------------------


def _range(draw: random.Random, data: bytes, most: int) -> tuple[int, int]:
    start = draw.randrange(len(data) + 1)
    return start, min(len(data), start + draw.randrange(1, most))


def _delete(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _range(draw, data, draw.choice((2, 20, 400)))
    return data[:start] + data[end:]


def _repeat(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _range(draw, data, draw.choice((8, 200)))
    return data[:end] + data[start:end] * draw.choice((1, 1, 2, 30)) + data[end:]


def _swap(draw: random.Random, data: bytes, other: bytes) -> bytes:
    a, b, c, d = sorted(draw.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _insert(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start = draw.randrange(len(data) + 1)
    return data[:start] + draw.choice(TOKENS) + data[start:]


def _take(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _range(draw, other, 600)
    at = draw.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _cut(draw: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _lines(draw: random.Random, data: bytes, other: bytes) -> bytes:
    lines = data.split(b"\n")
    first, second = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(4):
        case 0:
            del lines[first : first + draw.randrange(1, 5)]
        case 1:
            lines[second:second] = lines[first : first + draw.randrange(1, 12)]
        case 2:
            lines[first], lines[second] = lines[second], lines[first]
        case _:
            more = other.split(b"\n")
            start = draw.randrange(len(more))
            lines[first:first] = more[start : start + draw.randrange(1, 30)]
    return b"\n".join(lines)


def _names(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """One name becomes another, here or everywhere: what still parses reaches the analyses."""
    names: list[bytes] = _NAME.findall(data)
    if not names:
        return data
    old, new = draw.choice(names), draw.choice(names)
    pattern = re.compile(rb"\b" + re.escape(old) + rb"\b")
    if draw.random() < 0.3:
        return pattern.sub(lambda _: new, data)
    places = [found.start() for found in pattern.finditer(data)]
    at = draw.choice(places)
    return data[:at] + new + data[at + len(old) :]


DAMAGE: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    _delete,
    _repeat,
    _swap,
    _insert,
    _take,
    _cut,
    _lines,
    _lines,
    _names,
    _names,
    _names,
)


def damaged(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """The file after one to six accidents; never much longer than a long file."""
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        data = draw.choice(DAMAGE)(draw, data, other)
    return data[: 2 * LONGEST]


def originals() -> list[tuple[str, bytes]]:
    """Names and texts of the files to damage: of the test data a sample, of Go's own sources those that are there."""
    paths = sorted(DATA.rglob("*.go"))
    few = random.Random(0).sample(paths, FILES - len(FROM_GO))
    go = Path(sysconfig.get_path("purelib"), "go", "src")
    files = [*few, *(go / name for name in FROM_GO if (go / name).exists())]
    return [(path.name, path.read_bytes()[:LONGEST]) for path in files]


def write_damaged(folder: Path, seed: int) -> None:
    """A module with a package for each damaged file."""
    (folder / "go.mod").write_text("module example.com/m\n\ngo 1.27\n")
    files = originals()
    for number, (name, data) in enumerate(files):
        draw = random.Random(f"{seed} {number}")
        package = folder / f"m{number:02}"
        package.mkdir()
        (package / name).write_bytes(damaged(draw, data, draw.choice(files)[1]))


# --- Depth ---------------------------------------------------------------------------------------------------------

DEPTH = 2_000
HEADER = """package p

import "sync"

type T struct {
	mu   sync.Mutex
	m    map[string]int
	next *T
	all  map[string]*T
}

func (t *T) self() *T { return t }

"""
DEEP = {
    "parentheses": "func F(t *T) int { return " + "(" * DEPTH + 't.m["a"]' + ")" * DEPTH + " }",
    "blocks": "func F(t *T) { " + "{" * DEPTH + 't.m["a"] = 1' + "}" * DEPTH + " }",
    "branches": "func F(t *T, b bool) { "
    + "if b { t.mu.Lock(); " * 300
    + 't.m["a"] = 1'
    + "; t.mu.Unlock() }" * 300
    + " }",
    "loops": "func F(t *T, b bool) { "
    + "for b { t.mu.Lock(); " * 100
    + 't.m["a"] = 1'
    + "; t.mu.Unlock() }" * 100
    + " }",
    "literals": "func F(t *T) { " + "func() { " * 150 + 't.m["a"] = 1' + " }()" * 150 + " }",
    "goroutines": "func F(t *T) { " + 'go func() { t.m["b"] = 2; ' * 150 + 't.m["a"] = 1' + " }()" * 150 + " }",
    "selectors": "func F(t *T) { t" + ".next" * DEPTH + '.m["a"] = 1 }',
    "elements": "func F(t *T) { t" + '.all["a"]' * DEPTH + '.m["a"] = 1 }',
    "calls": "func F(t *T) { t" + ".self()" * DEPTH + '.m["a"] = 1 }',
    "operands": 'func F(t *T) int { return t.m["a"]' + ' + t.m["b"]' * DEPTH + " }",
    "attempts": "func F(t *T, b bool) { if b" + " && t.mu.TryLock()" * DEPTH + ' { t.m["a"] = 1 } }',
    "slices": "var x " + "[]" * DEPTH + "map[string]int\nfunc F() { x" + "[0]" * DEPTH + '["a"] = 1 }',
    "maps": "var x " + "map[string]" * DEPTH + "int\nfunc F() { x" + '["a"]' * DEPTH + " = 1 }",
    "structs": "type D "
    + "struct{ x " * DEPTH
    + "map[string]int"
    + " }" * DEPTH
    + "\nfunc F(d *D) { d"
    + ".x" * DEPTH
    + '["a"] = 1 }',
    "composites": "type R struct{ r []R; m map[string]int }\nvar r = R"
    + "{r: []R{" * DEPTH
    + "}}" * DEPTH
    + '\nfunc F() { r.m["a"] = 1 }',
    "embedding": "".join(f"type E{i} struct{{ E{i + 1} }}\n" for i in range(DEPTH))
    + f"type E{DEPTH} struct{{ T }}\nfunc F(e *E0) {{ e.m[e.self().next.m] = 1 }}",
    "aliases": "".join(f"type A{i} = A{i + 1}\n" for i in range(DEPTH))
    + f'type A{DEPTH} = map[string]int\nvar a A0\nfunc F() {{ a["b"] = 1 }}',
    "circle of calls": "".join(f'func (t *T) f{i}() {{ t.f{(i + 1) % 500}(); t.m["a"] = 1 }}\n' for i in range(500))
    + "func F(t *T) { go t.f0() }",
    "returns": "func F(t *T, n int) {\n"
    + 't.mu.Lock(); if n == 1 { t.mu.Unlock(); return }; t.m["a"] = 1; t.mu.Unlock()\n' * 150
    + "}",
}


# --- Runs -------------------------------------------------------------------------------------------------------------


def _silent(unit: Unit, query: Query) -> Iterator[Finding[Site]]:
    yield from ()


# Its candidates make every function be lowered and analysed.
EVERYTHING: Runnable = Loaded(
    "map/everything", Rule(Scope.PACKAGE, Severity.NOTE, (), 0.0, candidates=(b"",), fix=Safety.MANUAL), _silent, ""
)


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """A run that hangs fails."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"no end after {SECONDS} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def crashes(folder: Path, files: int, functions: int) -> list[str]:
    """What failed, when every function of the folder is lowered and all rules run: so many of them at least."""
    options = Options(root=str(folder), paths=("",), jobs=1, min_confidence=Confidence.LOW)
    run = check(options, rules=(*discover(), EVERYTHING))
    assert run.report.files >= files
    assert run.report.functions >= functions
    messages = [f"{one.place.path}: {one.message}" for one in run.report.findings if one.rule == INTERNAL_ERROR]
    assert run.report.failures == len(messages)
    return messages


SEEDS = [pytest.param(seed, marks=pytest.mark.slow if seed >= 4 else ()) for seed in range(60)]


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_files_crash_nothing(tmp_path: Path, seed: int) -> None:
    write_damaged(tmp_path, seed)
    assert crashes(tmp_path, FILES // 2, 300) == []


@pytest.mark.parametrize("what", DEEP)
def test_depth_and_length_crash_nothing(tmp_path: Path, what: str) -> None:
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.27\n")
    (tmp_path / "x.go").write_text(HEADER + DEEP[what] + "\n")
    assert crashes(tmp_path, 1, 2) == []


@pytest.mark.parametrize("seed", [1000, 1001])
def test_the_command_ends_with_0_or_1_on_damaged_files(tmp_path: Path, seed: int) -> None:
    write_damaged(tmp_path, seed)
    out, complaints = TextIOWrapper(BytesIO(), "utf-8"), StringIO()
    formats = ["text", "json:out.json", "sarif:out.sarif"]
    with chdir(tmp_path), redirect_stdout(out), redirect_stderr(complaints):
        outputs = [word for one in formats for word in ("--output-format", one)]
        code = entry(["check", "--jobs", "1", "--min-confidence", "low", "--isolated", *outputs])
        out.flush()
    assert code in (0, 1), complaints.getvalue()
    assert INTERNAL_ERROR not in (tmp_path / "out.json").read_text()
    assert (tmp_path / "out.sarif").stat().st_size > 0


def test_the_damage_is_the_same_each_time() -> None:
    files = originals()
    assert len(files) >= FILES - len(FROM_GO)
    one, two = (damaged(random.Random("7 1"), files[0][1], files[1][1]) for _ in range(2))
    assert one == two
