"""Random programs for the kinds of fixes that test_fix_programs.py has not: a Once, the types of sync/atomic, copies
that are swapped in, and accessors of a map whose lock is there.

Each program has `Work`, which one goroutine runs: it prints the same after the fix. `Race` runs the same code on
several goroutines: that is free of races after the fix. The Go toolchain judges all programs of a run together.
"""

import functools
import subprocess
from collections.abc import Mapping
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
from golint_py.text.finding import Confidence, Safety

COUNT = 12  # programs of each kind
LEAST = {"once": 9, "atomic": 9, "published": 8, "accessor": 8}  # of them that have to be fixed

_LOOP = 'for _, one := range []string{"a", "b"} {\n\tif one == "b" {\n\t\tcontinue\n\t}\n\tfound[one] = len(one)\n}'
TAIL = """
func Race() {
	b := New()
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			b.Work([]string{"a", "x", "c"}[i], i)
		}()
	}
	wg.Wait()
}

func Run() []any {
	b := New()
	var said []any
	for i := range 4 {
		said = append(said, b.Work([]string{"a", "x", "c", "a"}[i], i))
	}
	return said
}
"""


def _indented(lines: list[str], by: str = "\t") -> str:
    return "".join(f"{by}{line}\n" for line in lines)


@st.composite
def once(draw: st.DrawFn) -> str:
    """A package variable or field that is set on first use, in one of the forms."""
    where = draw(st.sampled_from(["table", "b.table"]))
    made = draw(st.sampled_from(["map[string]int{}", "make(map[string]int, 4)"]))
    filled = draw(
        st.lists(
            st.sampled_from(
                [
                    "found[strings.ToUpper(k0)] = 1",
                    _LOOP,
                    'found["x"]++',
                    'if len(found) > 1 {\n\tdelete(found, "a")\n}',
                ]
            ),
            max_size=3,
        )
    )
    filling = [line for one in filled for line in one.split("\n")]
    body = [f"found := {made}", *filling, f"{where} = found"]
    read = draw(st.sampled_from([f"return len({where}) + n", f"return {where}[k] * 2", f"n += {where}[k]\nreturn n"]))
    if draw(st.booleans()):
        lines = [f"if {where} == nil {{", *["\t" + one for one in body], "}", *read.split("\n")]
    else:
        lines = ["if !loaded {", *["\t" + one for one in body], "\tloaded = true", "}", *read.split("\n")]
        lines = [one.replace("loaded", "b.loaded") if where != "table" else one for one in lines]
    flag = "loaded" in "".join(lines)
    fields = "" if where == "table" else "\n\ttable map[string]int" + ("\n\tloaded bool" if flag else "")
    variables = "" if where != "table" else "var table map[string]int\n" + ("\nvar loaded bool\n" if flag else "")
    text = f"""type Box struct {{
	name string{fields}
}}

{variables}
const k0 = "up"

func New() *Box {{ return &Box{{name: strings.Repeat("n", 2)}} }}

func (b *Box) Work(k string, n int) any {{ return b.get(k, n) }}

func (b *Box) get(k string, n int) int {{
{_indented(lines)}}}
"""
    return _packaged(text, ("strings", "sync"))


@st.composite
def atomics(draw: st.DrawFn) -> str:
    """A field that some methods use through sync/atomic and others plainly."""
    kind = draw(st.sampled_from(["int64", "int32", "uint32", "uint64"]))
    name = kind.capitalize()
    used = draw(
        st.lists(
            st.sampled_from(
                [
                    f"said += int(atomic.Add{name}(&b.n, {kind}(n)))",
                    f"atomic.Store{name}(&b.n, {kind}(len(k)))",
                    f"said += int(atomic.Load{name}(&b.n))",
                    f"if atomic.CompareAndSwap{name}(&b.n, 1, 2) {{\n\tsaid++\n}}",
                    f"said += int(atomic.Swap{name}(&b.n, {kind}(n)+1))",
                    f"defer atomic.Add{name}(&b.n, 1)",
                ]
            ),
            min_size=1,
            max_size=3,
        )
    )
    plain = draw(
        st.sampled_from(
            [
                ["b.n++"],
                ["b.n = 3"],
                [f"b.n = {kind}(n)"],
                ["b.n += 2"],
                ["b.n--"],
                ["said = int(b.n) * 2"],
                ["if b.n > 2 {", "\tsaid = 1", "}"],
                ["x := b.n", "said += int(x) - len(k)"],
                [f"var x {kind} = b.n", "said += int(x + b.n)"],
                ["for i := 0; i < int(b.n)%5; i++ {", "\tsaid += i", "}"],
                ["switch b.n {", "case 1:", "\tsaid = 7", "default:", "\tsaid++", "}"],
            ]
        )
    )
    lines = [line for one in used for line in one.split("\n")]
    text = f"""type Box struct {{
	name string
	n    {kind}
}}

func New() *Box {{ return &Box{{name: "a"}} }}

func (b *Box) Work(k string, n int) any {{ return b.first(k, n)*1000 + b.second(k, n) + b.name2() }}

func (b *Box) name2() int {{ return len(b.name) }}

func (b *Box) first(k string, n int) (said int) {{
{_indented(lines)}	return said + n*len(k)
}}

func (b *Box) second(k string, n int) (said int) {{
{_indented(plain)}	return said + n*len(k)
}}
"""
    return _packaged(text, ("sync", "sync/atomic"))


@st.composite
def published(draw: st.DrawFn) -> str:
    """What an atomic.Pointer holds is loaded and written to."""
    writes = draw(
        st.lists(
            st.sampled_from(
                [
                    "c.labels[k] = n",
                    'c.labels["x"]++',
                    "delete(c.labels, k)",
                    "c.name = k",
                    "c.hosts[0] = k",
                    "if n > 1 {\n\tc.labels[k+k] = len(c.hosts)\n}",
                    "for i := range n {\n\tc.hosts[i%2] += k\n}",
                    "c.count += n",
                ]
            ),
            min_size=1,
            max_size=4,
        )
    )
    end = draw(st.sampled_from(["return len(c.labels) + c.count", "return len(c.name)", "return c.labels[k]"]))
    lines = ["c := b.p.Load()", *[line for one in writes for line in one.split("\n")], end]
    text = f"""type config struct {{
	name   string
	labels map[string]int
	hosts  []string
	count  int
}}

type Box struct{{ p atomic.Pointer[config] }}

func New() *Box {{
	b := &Box{{}}
	b.p.Store(&config{{labels: map[string]int{{"a": 1}}, hosts: []string{{"h", "i"}}}})
	return b
}}

func (b *Box) Work(k string, n int) any {{ return []any{{b.change(k, n), b.show()}} }}

func (b *Box) show() any {{
	c := b.p.Load()
	return []any{{c.name, len(c.labels), c.labels["x"], c.hosts[0], c.count}}
}}

func (b *Box) change(k string, n int) int {{
{_indented(lines)}}}
"""
    return _packaged(text, ("sync", "sync/atomic"))


@st.composite
def accessor(draw: st.DrawFn) -> str:
    """A map with a lock, and uses without it where no statement can be put before them."""
    key = st.sampled_from(['"a"', "k", '"x"', "k + k"])
    forms = draw(
        st.lists(
            st.sampled_from(
                [
                    "if b.say(n) > 0 && b.m[{0}] > n {{\n\tn++\n}}",
                    "if b.say(n) > 99 || len(b.m) > 1 {{\n\tn += 2\n}}",
                    "for i := 0; i < b.m[{0}] && i < 3; i++ {{\n\tn += i\n}}",
                    "switch b.say(n) {{\ncase b.m[{0}]:\n\tn++\ncase b.m[{1}]:\n\tn--\ndefault:\n\tn += 3\n}}",
                    "if n > 99 {{\n\tn = 0\n}} else if v, ok := b.m[{0}]; ok {{\n\tn += v\n}}",
                    "n = n + b.say(b.m[{0}])",
                    "b.say(b.say(n) + b.m[{0}])",
                ]
            ),
            min_size=1,
            max_size=3,
        )
    )
    lines = [line for one in forms for line in one.format(draw(key), draw(key)).split("\n")]
    text = f"""type Box struct {{
	mu  sync.RWMutex
	m   map[string]int // guarded by mu
	out chan int
}}

func New() *Box {{ return &Box{{m: map[string]int{{"a": 1, "b": 2}}, out: make(chan int, 100)}} }}

func (b *Box) say(v int) int {{
	runtime.Gosched()
	select {{
	case b.out <- v:
	default:
	}}
	return v
}}

func (b *Box) put(k string, n int) {{
	b.mu.Lock()
	defer b.mu.Unlock()
	b.m[k] = n
}}

func (b *Box) drop(k string) {{
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.m, k)
}}

func (b *Box) count() int {{
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(b.m)
}}

func (b *Box) Work(k string, n int) any {{
	b.put(k, n)
	n = b.look(k, n)
	b.drop("b")
	return n*100 + b.count()
}}

func (b *Box) look(k string, n int) int {{
{_indented(lines)}	return n
}}
"""
    return _packaged(text, ("runtime", "sync"))


def _packaged(text: str, imports: tuple[str, ...]) -> str:
    listed = "".join(f'\t"{one}"\n' for one in imports)
    head = f"import (\n{listed})" if len(imports) > 1 else f'import "{imports[0]}"'
    return f"package p\n\n{head}\n\n{text}{TAIL}"


KINDS: Mapping[str, tuple[st.SearchStrategy[str], str]] = {
    "once": (once(), "goroutine/racy-lazy-init"),
    "atomic": (atomics(), "lock/atomic-misuse"),
    "published": (published(), "map/published-value-mutated"),
    "accessor": (accessor(), "map/inconsistent-guard"),
}


def collected(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    """Random programs, the same in each run."""
    found: list[str] = []

    @seed(7)
    @settings(max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


def fixed(folder: Path, name: str, rule: str) -> Outcome:
    """The outcome of `fix --unsafe-fixes` for the findings of the rule in one package."""
    options = Options(str(folder), (name,), policies=(Policy(),), jobs=1, use_cache=False)
    wish = Wish(
        wanted=lambda one: one.rule == rule and one.confidence >= Confidence.MEDIUM,
        least=Safety.UNSAFE,
        bounds=Bounds(lambda _: True),
    )
    return run(functools.partial(analyse, options), wish)


@pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")
def test_fixed_programs_print_the_same_and_do_not_race(
    tmp_path: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if gojudge.can_detect_races(tmp_path_factory.mktemp("probe")):
        pytest.skip("no race detector here")
    count = COUNT * 10 if request.config.getoption("--slow") else COUNT
    module = tmp_path / "module"
    module.mkdir()
    (module / "go.mod").write_text("module example.com/m\n\ngo 1.25\n")
    names: list[str] = []
    for kind, (strategy, rule) in KINDS.items():
        made = 0
        for number, text in enumerate(dict.fromkeys(collected(strategy, count))):
            name = f"{kind}{number}"
            write(module / "before" / name, text.replace("package p", f"package p{number}", 1))
            done = fixed(module, f"before/{name}", rule)
            assert [one.message for one in done.refused if "failed to make" in one.message] == []
            if done.files:
                made += 1
                write(module / "after" / name, done.files[f"before/{name}/p.go"].decode())
                names.append(name)
        assert made >= LEAST[kind] * count / COUNT, f"too few programs are fixed: {kind} {made}"
    program = built(module, names)
    for name in names:
        before, after = (said(program, folder, name, "run") for folder in ("before", "after"))
        assert before == after, (module / "after" / name / "p.go").read_text()
        assert "DATA RACE" not in said(program, "after", name, "race"), (module / "after" / name / "p.go").read_text()
    for kind in KINDS:
        of_kind = [name for name in names if name.startswith(kind)]
        assert any("DATA RACE" in said(program, "before", name, "race") for name in of_kind), kind
    run_go("vet", "./after/...", directory=module)


def write(folder: Path, text: str) -> None:
    """A package of one file."""
    folder.mkdir(parents=True)
    (folder / "p.go").write_text(text)


def built(module: Path, names: list[str]) -> Path:
    """One program with all packages, for the race detector."""
    packages = [f"{folder}/{name}" for folder in ("before", "after") for name in names]
    imports = "".join(f'\tp{at} "example.com/m/{name}"\n' for at, name in enumerate(packages))
    table = "".join(
        f'\t\t"{name}": {{func() {{ fmt.Println(p{at}.Run()) }}, p{at}.Race}},\n' for at, name in enumerate(packages)
    )
    text = (
        f'package main\n\nimport (\n\t"fmt"\n\t"os"\n\n{imports})\n\nfunc main() {{\n'
        f"\tone := map[string][2]func(){{\n{table}\t}}[os.Args[1]]\n"
        '\tif os.Args[2] == "run" {\n\t\tone[0]()\n\t} else {\n\t\tone[1]()\n\t}\n}\n'
    )
    (module / "main.go").write_text(text)
    run_go("build", "-race", "-trimpath", "-o", str(module / "program"), ".", directory=module)
    return module / "program"


def said(program: Path, folder: str, name: str, what: str) -> str:
    """The output of a program."""
    done = subprocess.run(
        [program, f"{folder}/{name}", what], env=environment(), capture_output=True, text=True, timeout=30, check=False
    )
    return done.stdout + done.stderr
