"""Random programs over a map: with a new mutex, a wrapper or a sync.Map they print what they printed, and gofmt has
nothing to change.

Every program runs its method `Work` on one goroutine in the end; before that two goroutines touch the map, so that the
rule finds something. All forms of access stand in statements of many kinds. The Go toolchain judges all programs of a
run together.
"""

import functools
import subprocess
from pathlib import Path

import gojudge
import pytest
from gojudge import environment, run_go
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.fix.plans import Bounds
from golint_py.fix.rounds import Outcome, Wish, run
from golint_py.generate.safemap import Wanted, sources
from golint_py.text.finding import Confidence, Safety

HEAD = """package p%d

import "fmt"

type Box struct {
	name string
	m    map[string]int
	log  []string
}

func New() *Box { return &Box{m: map[string]int{"a": 1, "b": 2, "c": 3}} }

func (b *Box) say(v any) int {
	b.log = append(b.log, fmt.Sprint(v))
	return len(b.log)
}

func (b *Box) grow(k string) int {
	b.m[k+"g"] = len(k)
	return 1
}

func look(m map[string]int, k string) int { return m[k] + len(m) }

func fill(m map[string]int, k string, n int) int {
	for q := range m {
		n += len(q)
	}
	m[k] += n
	return n
}

func (b *Box) loop(stop chan bool) {
	for {
		select {
		case <-stop:
			return
		default:
			b.m["loop"] = 0
		}
	}
}

func (b *Box) Start(stop chan bool) { go b.loop(stop) }

"""
TAIL = """
func Run() []string {
	b := New()
	if false {
		b.Start(nil)
	}
	for i := range 3 {
		b.say(b.Work([]string{"a", "x", "c"}[i], i))
	}
	return b.log
}
"""

# The folders of programs as they are fixed, with the strategy, and the folder of them before.
SEVERAL = "several"
STRATEGIES = {"guard": "guard", "wrapper": "wrapper", "syncmap": "syncmap", SEVERAL: "guard"}
BEFORE = dict.fromkeys(STRATEGIES, "before") | {SEVERAL: "before_several"}
# How many programs are tried with each, and how many have to be fixed at least.
LEAST = {"guard": (60, 22), "wrapper": (50, 8), "syncmap": (50, 4), SEVERAL: (60, 20)}
KEYS = st.sampled_from(['"a"', "k", '"x"', "k + k", 'b.name + "b"'])
VALUES = st.sampled_from(["n", "1", "n + 2", "b.say(n)", "len(k)", "b.m[k]", "len(b.m)", "n * 3", "b.say(k) + n"])


@st.composite
def reads(draw: st.DrawFn) -> str:
    """An expression that reads the map."""
    key = draw(KEYS)
    return draw(st.sampled_from([f"b.m[{key}]", "len(b.m)", f"b.m[{key}] + n", f"b.say(b.m[{key}])"]))


@st.composite
def statements(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """One statement, as lines."""
    key, value, read = draw(KEYS), draw(VALUES), draw(reads())
    simple = [
        [f"b.m[{key}] = {value}"],
        [f"b.m[{key}]++"],
        [f"b.m[{key}] += {value}"],
        [f"delete(b.m, {key})"],
        ["clear(b.m)"],
        [f"n = {read}"],
        [f"n += {read}"],
        [f"b.say({read})"],
        [f"v, ok := b.m[{key}]", "b.say(v)", "b.say(ok)"],
        [f"var w = {read}", "b.say(w)"],
        [f"b.say(fmt.Sprint({read}))"],
        ["b.m = map[string]int{k: n}"],
        [f"b.log = append(b.log, fmt.Sprint({read}))"],
        ["n++"],
        [f"if v, ok := b.m[{key}]; ok && v > n {{", "\treturn v", "}"],
        [f"if b.m[{key}] == n {{", "\treturn n", "}"],
        ["for q, v := range b.m {", "\tif q == k {", "\t\tn += v", "\t\tbreak", "\t}", "}"],
        ["for i := range 3 {", f"\tif b.m[{key}] > i {{", "\t\tcontinue", "\t}", "\tn += i", "}"],
        ["b.say(n)"],
        [f"b.m[{key}], b.m[k] = b.m[k], n"],
        [f"b.m[{key}] = b.m[{key}] * 2"],
        [f"n, b.m[{key}] = {value}, 3"],
        [f"var v, ok = b.m[{key}]", "b.say(v)", "b.say(ok)"],
        [f"if _, ok := b.m[{key}]; !ok {{", f"\tb.m[{key}] = {value}", "}"],
        [f"if _, ok := b.m[{key}]; ok {{", f"\tdelete(b.m, {key})", "\tb.say(ok)", "}"],
        [f"for x := 0; x < 2 && b.m[{key}] < 9; b.m[{key}]++ {{", "\tx++", "}"],
        [f"defer delete(b.m, {key})"],
        [f"b.say(b.m[{key}] + b.grow(k))"],
        [f"fill(b.m, {key}, n)"],
        [f"n += fill(b.m, {key}, {value})"],
        [f"b.say(look(b.m, {key}) + n)"],
        [f"if look(b.m, {key}) > n {{", f"\tb.m[{key}] = {value}", "}"],
        ["for q := range b.m {", '\tif q > "b" {', "\t\tdelete(b.m, q)", "\t}", "}"],
    ]
    if depth > 2 or draw(st.integers(0, 2)):
        return draw(st.sampled_from(simple))
    inner = ["\t" + line for line in draw(blocks(depth + 1))]
    heads = [
        f"if {read} > n {{",
        f"if v, ok := b.m[{key}]; ok && v > 0 {{",
        f"if _, ok := b.m[{key}]; !ok {{",
        f"switch {read} {{",
        "for i := range 2 {",
        "for x := 0; x < 2; x++ {",
        "func() {",
        f"if n > 1 && b.m[{key}] == 0 {{",
        "for q := range b.m {",
    ]
    head = draw(st.sampled_from(heads))
    if head.startswith("switch"):
        return [head, "case 1:", *inner, "default:", "\tb.say(k)", "}"]
    if head.startswith("for q"):
        return ["total := 0", "for _, q := range b.m {", "\ttotal += q", "}", "b.say(total)"]
    if head.startswith("for i"):
        return [head, "\tn += i", *inner, "}"]
    if head == "func() {":
        return [head, *inner, "}()"]
    if draw(st.booleans()) and head.startswith("if"):
        return [head, *inner, "} else {", *["\t" + line for line in draw(blocks(depth + 1))], "}"]
    return [head, *inner, "}"]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Some statements; each that declares names stands in a block of its own."""
    lines: list[str] = []
    for one in draw(st.lists(statements(depth), min_size=1, max_size=4)):
        declares = ":=" in one[0] and not one[0].startswith(("if", "for", "switch"))
        if declares or one[0].startswith("var"):
            lines += ["{", *["\t" + line for line in one], "}"]
        else:
            lines += one
    if depth and draw(st.integers(0, 5)) == 0:
        lines.append(draw(st.sampled_from(["return n", "return b.m[k]", "return b.say(n)"])))
    return lines


def program(number: int, lines: list[str]) -> str:
    """A package with the method `Work` made of these lines."""
    body = []
    literals = 0
    for line in lines:
        literals += line.strip() == "func() {"
        inside = literals and line.strip().startswith("return ")  # a literal returns nothing
        body.append("\t" + (line.partition("return ")[0] + "return" if inside else line))
        literals -= line.strip() == "}()"
    work = "\n".join(["func (b *Box) Work(k string, n int) int {", *body, "\treturn n", "}"])
    return HEAD % number + work + "\n" + TAIL


def with_two_maps(text: str) -> str:
    """The program with a second map, which every second use is of; one mutex is to guard both."""
    head, between, work = text.partition("func (b *Box) Work")
    first, *further = work.split("b.m")
    parts = [first] + [("b.m", "b.t")[at % 2] + part for at, part in enumerate(further)]
    head = head.replace("\tm    map[string]int\n", "\tm    map[string]int\n\tt    map[string]int\n")
    head = head.replace('"c": 3}}', '"c": 3}, t: map[string]int{"a": 4, "x": 5}}')
    head = head.replace('\t\t\tb.m["loop"] = 0\n', '\t\t\tb.m["loop"] = 0\n\t\t\tb.t["loop"] = 0\n')
    return head + between + "".join(parts)


def fixed(folder: Path, name: str, strategy: str) -> Outcome:
    """The outcome of `fix --unsafe-fixes` for one package."""
    options = Options(str(folder), (name,), policies=(Policy(),), jobs=1, use_cache=False)
    wish = Wish(
        wanted=lambda one: one.rule.startswith("map/") and one.confidence >= Confidence.MEDIUM,
        least=Safety.UNSAFE,
        bounds=Bounds(lambda _: True, strategy),
    )
    return run(functools.partial(analyse, options), wish)


def collected(count: int) -> list[list[str]]:
    """Bodies of random programs, the same in each run."""
    found: list[list[str]] = []

    @seed(11)
    @settings(max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(blocks())
    def collect(lines: list[str]) -> None:
        found.append(lines)

    collect()
    return found


@pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")
def test_fixed_programs_print_the_same(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    slow = request.config.getoption("--slow")
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.25\n")
    for path, text in sources(
        Wanted("internal/safemap", "example.com/m/internal/safemap", (1, 25), tests=False)
    ).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    names: list[str] = []
    for number, lines in enumerate(collected(400 if slow else 60)):
        name = f"p{number}"
        text = program(number, lines)
        write(tmp_path / "before" / name, text.encode())
        write(tmp_path / BEFORE[SEVERAL] / name, with_two_maps(text).encode())
        made = [one for one in STRATEGIES if (slow or number < LEAST[one][0]) and _made(tmp_path, name, one)]
        names += [f"{one}/{name}" for one in (*dict.fromkeys(BEFORE[one] for one in made), *made)]
    for strategy, (count, least) in LEAST.items():
        there = len([one for one in names if one.startswith(f"{strategy}/")])
        assert there >= least * (400 / count if slow else 1), f"too few programs are fixed with {strategy}: {there}"
    output = _printed(tmp_path, names)
    for name in names:
        assert output[name] == output[_before(name)], (tmp_path / name / "p.go").read_text()
    run_go("vet", "-unreachable=false", "-assign=false", "./...", directory=tmp_path)
    gofmt = Path(run_go("env", "GOROOT", directory=tmp_path).strip()) / "bin" / "gofmt"
    listed = subprocess.run([gofmt, "-l", tmp_path], capture_output=True, text=True, check=False).stdout.split()
    untidy = {one for one in names if str(tmp_path / one / "p.go") in listed}
    assert [one for one in untidy if _before(one) not in untidy] == []


def _before(name: str) -> str:
    """The program that one was made of."""
    strategy, _, number = name.partition("/")
    return f"{BEFORE.get(strategy, strategy)}/{number}"


def write(folder: Path, data: bytes) -> None:
    """A package of one file."""
    folder.mkdir(parents=True)
    (folder / "p.go").write_bytes(data)


def _made(module: Path, name: str, strategy: str) -> bool:
    """Fix a program of a folder `before` into the folder of the strategy, if it can be."""
    before = f"{BEFORE[strategy]}/{name}"
    done = fixed(module, before, STRATEGIES[strategy])
    assert [one.message for one in done.refused if "failed to make" in one.message] == []
    if done.files:
        write(module / strategy / name, done.files[f"{before}/p.go"])
    assert strategy != SEVERAL or len(done.applied) < 2 or len({one.fix.title for one in done.applied}) == 1
    return bool(done.files)


def _printed(module: Path, names: list[str]) -> dict[str, str]:
    """What each program prints, all being one."""
    imports = "".join(f'\tp{at} "example.com/m/{name}"\n' for at, name in enumerate(names))
    calls = "".join(f'\tfmt.Println("{name}", p{at}.Run())\n' for at, name in enumerate(names))
    text = f'package main\n\nimport (\n\t"fmt"\n\n{imports})\n\nfunc main() {{\n{calls}}}\n'
    (module / "main.go").write_text(text)
    run_go("build", "-trimpath", "-o", str(module / "program"), ".", directory=module)
    done = subprocess.run(
        [module / "program"], env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[:2000]
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())
