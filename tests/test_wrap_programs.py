"""Random programs over the ways in which a map leaves its function: passed on (F13), copied with its struct (F15),
written as JSON (F16), used by another package (F17), by methods of its type (F19), assigned by a receive or a loop
(F23), used in files for other platforms (F29); and over loops that they leave in several ways, in old and new versions
of the language (C.2a).

In each style they print what they printed, gofmt has nothing to change, they build for two platforms, and goroutines
that use the map do not race.
"""

import functools
import subprocess
from pathlib import Path

import gojudge
import pytest
from gojudge import environment, run_go
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from msgspec import Struct
from test_fixes import gofmt
from test_wraps import write_module

from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.fix.plans import Bounds
from golint_py.fix.rounds import Outcome, Wish, run
from golint_py.text.finding import Confidence, Safety

STRATEGIES = ("guard", "wrapper", "syncmap")
COUNT, SLOW = 10, 150
METHODS = 4  # more of them, whose map has a type with methods
# How many of the programs have to be fixed at least with each.
LEAST = {"guard": 1, "wrapper": 7, "syncmap": 2}

HEAD = """package PACKAGE

import (
	"encoding/json"
	"fmt"
)

type Box struct {
	name string
	MAP    map[string]int TAG
	log  []string
}

func New() *Box { return &Box{MAP: map[string]int{"a": 1, "b": 2, "c": 3}} }

func (b *Box) say(v any) int {
	b.log = append(b.log, fmt.Sprint(v))
	return len(b.log)
}

func (b *Box) loop(stop chan bool) {
	for {
		select {
		case <-stop:
			return
		default:
			b.MAP["loop"] = 0
		}
	}
}

func (b *Box) Start(stop chan bool) { go b.loop(stop) }

func one(n int) chan int {
	ch := make(chan int, 1)
	ch <- n
	return ch
}

func text(v any) string {
	data, err := json.Marshal(v)
	return fmt.Sprint(string(data), err)
}
"""
TAIL = """
func Run() []string {
	b := New()
	if false {
		b.Start(nil)
	}
	for i, k := range []string{"a", "x", "c"} {
		b.say(b.Work(k, i))
	}
	b.say(text(b))
	return b.log
}

func Race() {
	b, done := New(), make(chan bool)
	for i := 0; i < 2; i++ {
		go func(i int) {
			b.touch("a", i)
			done <- true
		}(i)
	}
	<-done
	<-done
}
"""
PLATFORM = "package PACKAGE\n\nfunc (b *Box) platform(k string) int {\n\tb.MAP[k] += %d\n\treturn len(b.MAP)\n}\n"
USER = (
    'package user\n\nimport "example.com/m/PATH"\n\nfunc Use(b *PACKAGE.Box, k string, n int) int {\n%s\treturn n\n}\n'
)

KEYS = st.sampled_from(['"a"', "k", '"x"', "k + k"])
PASSED = ["m[k] = n", "m[k]++", "m[k] += n", "delete(m, k)", "n += m[k]", "n += len(m)", "n += more(m, k)"]
OUTSIDE = ["b.MAP[k] = n", "b.MAP[k]++", "n += b.MAP[k]", "delete(b.MAP, k)", "n += len(b.MAP)"]
TOUCHES = ["b.MAP[k] = n", "b.MAP[k]++", "_ = b.MAP[k]", "delete(b.MAP, k)", "_ = len(b.MAP)", "fill(b.MAP, k, n)"]


class Program(Struct, frozen=True):
    """The files of a program by their path below its folder, and whether the map is exported."""

    files: dict[str, str]
    api: bool


@st.composite
def lines(draw: st.DrawFn, copied: bool, platforms: bool) -> list[str]:
    """One statement of the method Work."""
    key = draw(KEYS)
    found = [
        [f"b.MAP[{key}] = n"],
        [f"b.MAP[{key}]++"],
        [f"n += b.MAP[{key}]"],
        [f"delete(b.MAP, {key})"],
        ["select {", f"case b.MAP[{key}] = <-one(n):", "\tb.say(n)", "default:", '\tb.say("none")', "}"],
        [f"for b.MAP[{key}] = range []string{{k, k}} {{", "\tn++", "}"],
        ["n += fill(b.MAP, k, n)"],
        ["n += total(b.MAP)"],
        [f"v, ok := b.MAP[{key}]", "b.say(v)", "b.say(ok)"],
        ["b.say(text(b))"],
        [
            "for q, v := range b.MAP {",
            f"\tif q != {key} {{",
            "\t\tcontinue",
            "\t}",
            "\tif v > n {",
            "\t\treturn v",
            "\t}",
            "}",
        ],
        ["for q, v := range b.MAP {", "\tif q == k {", "\t\tn += v", "\t\tbreak", "\t}", "}"],
        ["for range b.MAP {", "\tn++", "}"],
    ]
    found += [["n += b.Peek(k)"], ["c := *b", "c.MAP[k] = n", "b.say(c.MAP[k])"]] if copied else []
    found += [["n += b.platform(k)"]] if platforms else []
    return draw(st.sampled_from(found))


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A whole one."""
    copied, api, platforms, old = draw(st.booleans()), draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    tag = api and draw(st.booleans())
    work = []
    for several in draw(st.lists(lines(copied, platforms), min_size=1, max_size=4)):
        work += ["{", *("\t" + line for line in several), "}"] if ":=" in several[0] else several
    filling = draw(st.lists(st.sampled_from(PASSED), min_size=1, max_size=3))
    touching = draw(st.lists(st.sampled_from(TOUCHES), min_size=1, max_size=3))
    outside = draw(st.lists(st.sampled_from(OUTSIDE), min_size=1, max_size=3))
    parts = [
        "//go:build go1.21\n\n" if old else "",  # without range over functions
        HEAD,
        _function("func (b *Box) Work(k string, n int) int", [*work, "return n"]),
        _function("func (b *Box) touch(k string, n int)", touching),
        _function("func fill(m map[string]int, k string, n int) int", [*filling, "return n"]),
        _function("func more(m map[string]int, k string) int", ["m[k+k] = 1", "return len(m)"]),
        _function("func total(m map[string]int) (n int)", ["for _, v := range m {", "\tn += v", "}", "return n"]),
        _function("func (b Box) Peek(k string) int", ["return b.MAP[k]"]) if copied else "",
        TAIL,
    ]
    files = {"p.go": "".join(parts)}
    if platforms:
        files |= {"p_linux.go": PLATFORM % 3, "p_windows.go": PLATFORM % 4}
    if api:
        files["user/user.go"] = USER % "".join(f"\t{line}\n" for line in outside)
    mark = '`json:"m"`' if tag else ""
    return Program(
        {path: text.replace("TAG", mark).replace("MAP", "M" if api else "m") for path, text in files.items()}, api
    )


STEPS = ["t[k] = n", "t[k]++", "t[k] += n", "delete(t, k)", "n += t[k]", "n += len(t)", "t.more(k, n)", "n += t.get(k)"]


@st.composite
def method_programs(draw: st.DrawFn) -> Program:
    """One whose map has a type with methods, which are called, taken as values, and call each other."""
    key = draw(KEYS)
    found = [
        [f"b.m.add({key}, n)"],
        [f"n += b.m.get({key})"],
        ["n += fill(b.m, k, n)"],
        [f"b.m[{key}] = n"],
        [f"b.m[{key}]++"],
        ["n += len(b.m)"],
        [f"add := b.m.add\n\tadd({key}, n)\n\tadd(k, n)"],
        ["b.say(b.m.total())"],
        ["for q := range b.m {", "\tn += b.m.get(q)", "}"],
        [f"if b.m.get({key}) > 0 {{", "\tdelete(b.m, k)", "}"],
        [f"defer b.m.add({key}, n)"],
        [f"if v, ok := b.m[{key}]; ok {{", "\tn += v", "}"],
        ["b.m = table{}"],
    ]
    work = []
    for several in draw(st.lists(st.sampled_from(found), min_size=1, max_size=4)):
        work += ["func() {", *("\t" + line for line in several), "}()"] if ":=" in several[0] else several
    adding, filling = (draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=3)) for _ in range(2))
    touching = draw(st.lists(st.sampled_from(TOUCHES), min_size=1, max_size=3))
    fills = any("fill" in one for one in (*work, *touching))
    head = HEAD.replace('map[string]int{"a": 1, "b": 2, "c": 3}', "make(table)").replace("map[string]int", "table")
    parts = [
        head,
        "\ntype table map[string]int\n",
        _function("func (t table) add(k string, n int)", adding),
        _function("func (t table) more(k string, n int)", ["t[k+k] = n"]),
        _function("func (t table) get(k string) int", ["return t[k]"]),
        _function("func (t table) total() (n int)", ["for _, v := range t {", "\tn += v", "}", "return n"]),
        _function("func (b *Box) Work(k string, n int) int", [*work, "return n"]),
        _function("func (b *Box) touch(k string, n int)", touching),
        _function("func fill(t table, k string, n int) int", [*filling, "return n"]) if fills else "",
        TAIL,
    ]
    text = "".join(parts).replace(" TAG", "").replace("MAP", "m")
    return Program({"p.go": text}, api=False)


def _function(head: str, body: list[str]) -> str:
    return f"\n{head} {{\n" + "".join(f"\t{line}\n" for line in body) + "}\n"


def written(program: Program, module: Path, folder: str) -> list[Path]:
    """The program as packages of the module, laid out by gofmt."""
    paths = []
    for path, text in program.files.items():
        paths.append(module / folder / path)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_text(text.replace("PACKAGE", folder.rpartition("/")[2]).replace("PATH", folder))
    return paths


def fixed(module: Path, folder: str, strategy: str, api: bool) -> Outcome:
    """The outcome of `fix --unsafe-fixes` (with `--api`) for one program."""
    paths = (folder, f"{folder}/user") if api else (folder,)
    options = Options(str(module), paths, policies=(Policy(),), jobs=1, use_cache=False)
    wish = Wish(
        wanted=lambda one: one.rule.startswith("map/") and one.confidence >= Confidence.MEDIUM,
        least=Safety.UNSAFE,
        bounds=Bounds(lambda _: True, strategy, api and strategy != "guard"),
    )
    return run(functools.partial(analyse, options), wish)


def collected(count: int, kinds: st.SearchStrategy[Program]) -> list[Program]:
    """Random programs, the same in each run."""
    found: list[Program] = []

    @seed(7)
    @settings(max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(kinds)
    def collect(program: Program) -> None:
        found.append(program)

    collect()
    return found


@pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")
def test_fixed_programs_print_the_same_build_everywhere_and_do_not_race(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = request.config.getoption("--slow")
    write_module(tmp_path)
    tool = Path(run_go("env", "GOROOT", directory=tmp_path).strip()) / "bin" / "gofmt"
    times = SLOW // COUNT if slow else 1
    found = [*collected(COUNT * times, programs()), *collected(METHODS * times, method_programs())]
    alone = [tmp_path / f"_{number}" for number in range(len(found))]  # what others export is none of its business
    paths = [path for number, one in enumerate(found) for path in written(one, alone[number], f"before/p{number}")]
    subprocess.run([tool, "-w", *paths], check=True)
    names = []
    for number, one in enumerate(found):
        write_module(alone[number])
        _copy(alone[number], f"before/p{number}", tmp_path, f"before/p{number}", list(one.files), {})
        for strategy in STRATEGIES:
            done = fixed(alone[number], f"before/p{number}", strategy, one.api)
            assert [one.message for one in done.refused if "failed to make" in one.message] == []
            if done.files:
                names.append(f"{strategy}/p{number}")
                _copy(alone[number], f"before/p{number}", tmp_path, names[-1], list(one.files), done.files)
    for strategy, least in LEAST.items():
        there = sum(name.startswith(f"{strategy}/") for name in names)
        assert there >= least * times, f"too few programs are fixed with {strategy}: {there}"
    methods = sum(int(name.removeprefix("wrapper/p")) >= COUNT * times for name in names if name.startswith("wrapper"))
    assert methods >= METHODS // 2 * times, f"of maps with methods only {methods} become wrappers"
    changed = [path for name in names for path in (tmp_path / name).rglob("*.go")]
    assert gofmt(*changed) == ""
    before = sorted({"before" + name[name.index("/") :] for name in names})
    printed, races = _run(tmp_path, [*before, *names])
    for name in names:
        assert printed[name] == printed["before" + name[name.index("/") :]], (tmp_path / name / "p.go").read_text()
        assert races.get(name, "") == "", (tmp_path / name / "p.go").read_text()
    run_go("vet", "./...", directory=tmp_path)
    monkeypatch.setenv("GOOS", "windows")
    run_go("vet", "./...", directory=tmp_path)


def _copy(alone: Path, source: str, module: Path, target: str, paths: list[str], changed: dict[str, bytes]) -> None:
    for path in paths:
        data = changed.get(f"{source}/{path}", (alone / source / path).read_bytes())
        (module / target / path).parent.mkdir(parents=True, exist_ok=True)
        (module / target / path).write_bytes(data.replace(source.encode(), target.encode()))


def _run(module: Path, names: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What each program prints, and what the race detector says of each."""
    imports = "".join(f'\tp{at} "example.com/m/{name}"\n' for at, name in enumerate(names))
    cases = "".join(f'\tcase "{name}":\n\t\tp{at}.Race()\n' for at, name in enumerate(names))
    calls = "".join(f'\t\tfmt.Println("{name}", p{at}.Run())\n' for at, name in enumerate(names))
    (module / "main.go").write_text(
        f'package main\n\nimport (\n\t"fmt"\n\t"os"\n\n{imports})\n\n'
        f'func main() {{\n\tswitch os.Args[1] {{\n{cases}\tcase "print":\n{calls}\t}}\n}}\n'
    )
    (module / "probe").mkdir()
    reason = gojudge.can_detect_races(module / "probe")
    flags = () if reason else ("-race",)
    run_go("build", "-trimpath", *flags, "-o", str(module / "program"), ".", directory=module)

    def said(argument: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [module / "program", argument], env=environment(), capture_output=True, text=True, timeout=60, check=False
        )

    done = said("print")
    assert done.returncode == 0, done.stderr[:2000]
    output = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return output, {name: said(name).stderr for name in names if not reason and not name.startswith("before/")}
