"""What a package rule that follows text has lowered: what may carry text to or from its candidates."""

from msgspec import structs

from golint_py.load.model import GoFile, Import
from golint_py.rule import Rule, Scope
from golint_py.selection.beside import starts
from golint_py.selection.bodies import MAX_TABLE, wanted_bodies
from golint_py.selection.body_index import Occurrences, finder
from golint_py.syntax.parse import parse
from golint_py.text.finding import Severity
from golint_py.types.declare import declare
from golint_py.types.lookup import Universe

RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.NOTE,
    cwe=(),
    security=0,
    triggers=(b"run(",),
    candidates=(b"run(",),
    reach=2,
    text=True,
)


def chosen(*sources: str, rule: Rule = RULE) -> dict[str, int]:
    """The symbols that are lowered, with their lines; files after the first are tests."""
    files = []
    for number, source in enumerate(sources):
        name = "a_test.go" if number else "a.go"
        files.append(
            (
                GoFile(name, "p", (Import("sync", ""),), (1, 25), bool(number), False, False),
                parse(f'package p\nimport "sync"\n{source}'.encode()),
            )
        )
    declared = declare("p", "p", files, Universe({}, None))
    found = wanted_bodies(declared, frozenset(file.path for file, _ in files), [rule], Universe({}, None))
    return {one.body.symbol.removeprefix("p."): one.lines for one in found.wanted}


def test_callees_count_for_the_text_that_they_return() -> None:
    source = """
func f() { run(name(), size()); check(1) }
func name() string { return word() }
func word() (string, error) { return "a", nil }
func size() (int, error) { return 1, nil }
func check(int) {}
"""
    assert set(chosen(source)) == {"f", "name", "word"}


def test_callers_count_unless_they_are_tests() -> None:
    source = """
func f(name string) { run(name) }
func g() { f("a") }
func h() { g() }
func i() { h() }
"""
    test = 'func TestF() { f(other()) }\nfunc other() string { return name() }\nfunc name() string { return "a" }'
    assert set(chosen(source, test)) == {"f", "g", "h"}


def test_a_test_with_a_candidate_is_lowered_with_what_it_calls() -> None:
    test = 'func TestF() { run(name()) }\nfunc name() string { return word() }\nfunc word() string { return "a" }'
    assert set(chosen("func f() {}", test)) == {"TestF", "name"}


def test_initialisers_are_lowered_for_the_variables_that_are_named() -> None:
    source = """
func f() { run(table[0]) }
var table = []string{
    "a",
}
var other = []string{
    "b",
}
var literal = func() {}
"""
    assert chosen(source) == {"f": 1, "$vars": 4}


def test_large_tables_are_left_out() -> None:
    rows = '    "a",\n' * MAX_TABLE
    source = f"func f() {{ run(table[0]) }}\nvar table = []string{{\n{rows}}}\n"
    assert set(chosen(source)) == {"f"}


def test_what_a_table_says_names_no_function() -> None:
    source = """
type s struct{ m map[string]int }
func (x *s) f() { x.m["a"]++; go g() }
func g() {}
"""
    rule = Rule(scope=Scope.MODULE, severity=Severity.NOTE, cwe=(), security=0)
    said = 'var table = []op{{name: "f", asm: `f`}} // as f'
    assert set(chosen(source + said, rule=rule)) == {"(*p.s).f"}
    assert set(chosen(source + "var table = []func(*s){func(x *s) { x.f() }}", rule=rule)) == {"(*p.s).f", "$vars"}


def test_helpers_of_production_code_count_however_deep_tests_reach_them() -> None:
    source = """
type t struct{ m map[string]int }
func (x *t) Put() { x.m["a"] = 1; go one() }
func one() { two(); <-c }
func two() { three(); <-c }
func three() { four(); <-c }
func four() { <-c }
var c chan int
"""
    test = "func TestF() { n := 0; go func() { n++ }(); two(); use(n) }\nfunc use(int) {}"
    rule = Rule(scope=Scope.MODULE, severity=Severity.NOTE, cwe=(), security=0)
    assert set(chosen(source, test, rule=rule)) == {"(*p.t).Put", "one", "two", "three", "four", "TestF"}


def test_callers_in_production_count_however_many_tests_call_the_function() -> None:
    source = """
type s struct {
    mu sync.Mutex
    items map[string]int
}

func (x *s) Add(k string) {
    x.mu.Lock()
    x.first(k)
    x.mu.Unlock()
}
func (x *s) first(k string) { x.second(k) }
func (x *s) second(k string) { x.put(k) }
func (x *s) put(k string) { x.items[k] = 1 }
"""
    tests = "\n".join(f'func Test{number}() {{ (&s{{}}).put("a"); (&s{{}}).second("a") }}' for number in range(40))
    module = structs.replace(RULE, scope=Scope.MODULE, triggers=(), candidates=(), reach=0, text=False)
    assert {"(*p.s).Add", "(*p.s).first"} <= set(chosen(source, tests, rule=module))


def test_initialisers_do_not_lead_to_what_stands_between_them() -> None:
    source = """
var first = 1
func f() { run(a()) }
func g() { other() }
func other() string { return "a" }
func a() string { return "a" }
var last = 2
"""
    assert set(chosen(source)) == {"f", "a"}
    assert set(chosen(source, rule=structs.replace(RULE, triggers=(), candidates=(b"other",), text=False))) == {
        "g",
        "other",
    }


def test_rules_about_production_code_have_no_test_lowered() -> None:
    source = "func f() { run(a()) }\nfunc a() string { return name }"
    test = "func TestF() { f(); run(b()) }\nfunc b() string { return name }"
    everywhere = structs.replace(RULE, text=False)
    assert set(chosen(source, test, rule=everywhere)) == {"f", "a", "TestF", "b"}
    assert set(chosen(source, test, rule=structs.replace(everywhere, production=True))) == {"f", "a"}


def test_callers_in_production_count_however_many_tests_there_are() -> None:
    source = "func f() { mu.Lock() }\nfunc g() { f() }"
    tests = "\n".join(f"func Test{number}() {{ f() }}" for number in range(40))
    for paired in (False, True):
        rule = structs.replace(
            RULE, triggers=(), candidates=(b"ock()",), text=False, reach=1, paired=paired, production=True
        )
        assert set(chosen(source, tests, rule=rule)) == {"f", "g"}


GROUPS = structs.replace(
    RULE,
    triggers=(b"WaitGroup",),
    candidates=(b".Add(", b".Done()", b".Wait()"),
    holders=("sync.WaitGroup",),
    text=False,
    reach=1,
    started=True,
)


def test_of_groups_what_has_one_at_hand_is_lowered_and_what_starts_it() -> None:
    source = """
type pool struct {
    tasks sync.WaitGroup
}
type both struct {
    sync.WaitGroup
    n int
}
type holder struct{ b *both }
func newBoth() *both { return &both{} }
func (p *pool) work() { p.tasks.Done() }
func (p *pool) start() { p.tasks.Add(1); go p.work() }
func (p *pool) start2() { x := p; go x.work() }
func (p *pool) other() { p.work() }
func local() { var wg sync.WaitGroup; wg.Wait() }
func embedded(h holder) { h.b.Add(1) }
func made() { b := newBoth(); b.Wait() }
func headers() { h.Add("Accept", "x"); go headers() }
func done(ctx context.Context) { <-ctx.Done() }
"""
    wanted = {"(*p.pool).work", "(*p.pool).start", "(*p.pool).start2", "local", "embedded", "made"}
    assert set(chosen(source, rule=GROUPS)) == wanted


def test_words_are_found_in_the_bodies_that_have_them() -> None:
    source = """
var a = word
func f() { if word { word() } }
func g() {}
// word
var b, c = 1, word
"""
    files = [(GoFile("a.go", "p", (), (1, 25), False, False, False), parse(f"package p\n{source}".encode()))]
    declared = declare("p", "p", files, Universe({}, None))
    bodies = declared.bodies
    having = finder(bodies, Occurrences(declared.files))
    assert {bodies[number].symbol for number in having(b"word", ())} == {"p.f", "p.$vars"}
    assert {bodies[number].symbol for number in having(b"func g", ())} == {"p.g"}
    assert having(b"// word", ()) == having(b"nothing", ()) == frozenset()


STARTING = (
    "go f()", "go\tf()", "g.Go(f)", "g.TryGo(f)", "time.AfterFunc(d, f)", "context.AfterFunc(c, f)",
    'http.HandleFunc("/", f)', 'mux.Handle("/", f)', "t.Parallel()", "b.RunParallel(f)", "pool.Submit(f)",
    "c.Add(func() {})", "c.Start(func() {})", "w.StartWithContext(c, f)", "c.AddFunc(s, f)",
    "workqueue.ParallelizeUntil(c, 1, 2, f)", "concurrency.ForEachJob(c, f)", "concurrency.ForEachUser(c, f)",
    "iter.ForEach(s, f)", "iter.Map(s, f)", "lop.Map(s, f)", "parallel.ForEach(s, f)",
)  # fmt: skip


def test_what_starts_goroutines_is_seen_in_texts() -> None:
    assert [text for text in STARTING if not starts(f"func h() {{ {text} }}".encode())] == []
    assert not starts(b"func h() { cargo(1); m.Map(f); c.Add(f) } // let it go")
