"""Every form in which Go writes to a map is followed: beside a goroutine, in one of three functions, under the lock."""

import re

import pytest

from golint_py.cli import main

HEAD = """package p

import "sync"

type inner struct{ items map[string]int }

type other struct{ items map[string]int }

type Named map[string]int

func (n Named) Set(k string) { n[k] = 1 }

type S struct {
	mu    sync.Mutex
	m, n  map[string]int
	mm    map[string]map[string]int
	objs  map[string]*inner
	list  []*inner
	ms    []map[string]int
	arr   [2]map[string]int
	named Named
	any   interface{}
	ptr   *map[string]int
	in    other
	f     func(string)
	cond  bool
	mp    map[string][]int
	sl    map[string]struct{ n int }
}
"""
HELPERS = {
    "get": "func (s *S) get() map[string]int { return s.m }",
    "getInner": "func (s *S) getInner(k string) *inner { return s.objs[k] }",
    "named2": "func (s *S) named2() (r map[string]int) { r = s.m; return }",
    "two": "func (s *S) two() (map[string]int, bool) { return s.m, true }",
    "put": "func put(m map[string]int, k string) { m[k] = 1 }",
    "putAny": "func putAny[M ~map[string]int](m M, k string) { m[k] = 1 }",
    "with": "func with(f func()) { f() }",
    "setter": "func (s *S) setter() func(string) { return func(k string) { s.m[k] = 1 } }",
    "w": "func (s *S) w(k string) { s.m[k] = 1 }",
}
FORMS = {
    "direct": "s.m[k] = 1",
    "incr": "s.m[k]++",
    "delete": "delete(s.m, k)",
    "clear": "clear(s.m)",
    "alias": "m := s.m\n\tm[k] = 1",
    "alias_var": "var m = s.m\n\tm[k] = 1",
    "alias_assign": "var m map[string]int\n\tm = s.m\n\tm[k] = 1",
    "cond_alias": "m := s.m\n\tif s.cond {\n\t\tm = s.n\n\t}\n\tm[k] = 1",
    "switch_alias": "var m map[string]int\n\tswitch {\n\tcase s.cond:\n\t\tm = s.m"
    "\n\tdefault:\n\t\tm = s.n\n\t}\n\tm[k] = 1",
    "make_if_nil": "if s.m == nil {\n\t\ts.m = map[string]int{}\n\t}\n\ts.m[k] = 1",
    "alias_make_if_nil": "m := s.m\n\tif m == nil {\n\t\tm = map[string]int{}\n\t\ts.m = m\n\t}\n\tm[k] = 1",
    "inner": 's.mm["a"][k] = 1',
    "inner_alias": 'm := s.mm["a"]\n\tm[k] = 1',
    "inner_ok": 'm, ok := s.mm["a"]\n\tif ok {\n\t\tm[k] = 1\n\t}',
    "inner_make": 'm, ok := s.mm["a"]\n\tif !ok {\n\t\tm = map[string]int{}\n\t\ts.mm["a"] = m\n\t}\n\tm[k] = 1',
    "inner_make2": 'if _, ok := s.mm["a"]; !ok {\n\t\ts.mm["a"] = map[string]int{}\n\t}\n\ts.mm["a"][k] = 1',
    "inner_make3": 'm := s.mm["a"]\n\tif m == nil {\n\t\tm = make(map[string]int)\n\t\tm["x"] = 2'
    '\n\t\ts.mm["a"] = m\n\t\treturn\n\t}\n\tm[k] = 1',
    "inner_range": "for _, m := range s.mm {\n\t\tm[k] = 1\n\t}",
    "obj": 's.objs["a"].items[k] = 1',
    "obj_alias": 'o := s.objs["a"]\n\to.items[k] = 1',
    "obj_make": 'o, ok := s.objs["a"]\n\tif !ok {\n\t\to = &inner{items: map[string]int{}}'
    '\n\t\ts.objs["a"] = o\n\t}\n\to.items[k] = 1',
    "obj_make_nil": 'o := s.objs["a"]\n\tif o == nil {\n\t\to = &inner{items: map[string]int{}}'
    '\n\t\ts.objs["a"] = o\n\t}\n\to.items[k] = 1',
    "obj_range": "for _, o := range s.objs {\n\t\to.items[k] = 1\n\t}",
    "list": "s.list[0].items[k] = 1",
    "list_range": "for _, o := range s.list {\n\t\to.items[k] = 1\n\t}",
    "list_range_i": "for i := range s.list {\n\t\ts.list[i].items[k] = 1\n\t}",
    "slice_maps": "s.ms[0][k] = 1",
    "slice_maps_range": "for _, m := range s.ms {\n\t\tm[k] = 1\n\t}",
    "array": "s.arr[1][k] = 1",
    "named": "s.named[k] = 1",
    "named_method": "s.named.Set(k)",
    "any": "s.any.(map[string]int)[k] = 1",
    "any_ok": "if m, ok := s.any.(map[string]int); ok {\n\t\tm[k] = 1\n\t}",
    "ptr": "(*s.ptr)[k] = 1",
    "ptr_alias": "p := &s.m\n\t(*p)[k] = 1",
    "in": "s.in.items[k] = 1",
    "in_alias": "i := s.in\n\ti.items[k] = 1",
    "in_ptr": "i := &s.in\n\ti.items[k] = 1",
    "getter": "s.get()[k] = 1",
    "getter_alias": "m := s.get()\n\tm[k] = 1",
    "getter_named": "s.named2()[k] = 1",
    "getter_two": "m, ok := s.two()\n\tif ok {\n\t\tm[k] = 1\n\t}",
    "getter_obj": 's.getInner("a").items[k] = 1',
    "helper": "put(s.m, k)",
    "helper_generic": "putAny(s.m, k)",
    "helper_named": "putAny(s.named, k)",
    "closure": "func() { s.m[k] = 1 }()",
    "closure_var": "f := func() { s.m[k] = 1 }\n\tf()",
    "closure_with": "with(func() { s.m[k] = 1 })",
    "closure_alias": "m := s.m\n\tfunc() { m[k] = 1 }()",
    "defer": "defer delete(s.m, k)",
    "defer_closure": "defer func() { s.m[k] = 1 }()",
    "setter": "s.setter()(k)",
    "tuple": "a, b := s.m, s.n\n\ta[k], b[k] = 1, 2",
    "tuple_assign": "s.m[k], s.n[k] = 1, 2",
    "op": "s.m[k] += 2",
    "append": "s.mp[k] = append(s.mp[k], 1)",
    "struct_elem": "s.sl[k] = struct{ n int }{1}",
    "method_expr": "(*S).w(s, k)",
    "method_value": "f := s.w\n\tf(k)",
    "loop": "for i := 0; i < 3; i++ {\n\t\ts.m[k] = i\n\t}",
    "range_delete": "for x := range s.m {\n\t\tdelete(s.m, x)\n\t}",
    "if_init": "if m := s.m; m != nil {\n\t\tm[k] = 1\n\t}",
    "switch_init": "switch m := s.m; {\n\tcase len(m) > 3:\n\t\tm[k] = 1\n\t}",
    "typeswitch": "switch m := s.any.(type) {\n\tcase map[string]int:\n\t\tm[k] = 1\n\t}",
    "convert": "Named(s.m).Set(k)",
    "convert_alias": "n := Named(s.m)\n\tn[k] = 1",
    "lit_field": "i := inner{items: s.m}\n\ti.items[k] = 1",
    "lit_ptr": "i := &inner{items: s.m}\n\ti.items[k] = 1",
    "slice_lit": "for _, m := range []map[string]int{s.m, s.n} {\n\t\tm[k] = 1\n\t}",
    "goto": "if s.cond {\n\t\tgoto end\n\t}\n\ts.m[k] = 1\nend:",
}


def program(form: str, *functions: str) -> str:
    """The functions, with the form where they have DO, and the helpers that it needs."""
    needed = [text for name, text in HELPERS.items() if re.search(rf"\b{name}\b", form)]
    return "\n\n".join((HEAD, *needed, *functions)).replace("DO", form)


BESIDE = (
    "func New() *S {\n\ts := &S{}\n\tgo s.run()\n\treturn s\n}",
    'func (s *S) run() {\n\tfor {\n\t\ts.do("b")\n\t}\n}',
    "func (s *S) do(k string) {\n\tDO\n}",
    "func (s *S) Do(k string) { s.do(k) }",
)
LOCKED = "func (s *S) %s(k string) {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\tDO\n}"
BARE = "func (s *S) C(k string) {\n\tDO\n}"
PROGRAMS = {
    "beside": BESIDE,
    "one_bare": (LOCKED % "A", LOCKED % "B", BARE),
    "locked": (BESIDE[0].replace("run()", 'A("b")'), LOCKED % "A", LOCKED % "B"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of all programs, one line for each finding."""
    folder = tmp_path_factory.mktemp("forms")
    (folder / "go.mod").write_text("module forms\n\ngo 1.25\n")
    for name, form in FORMS.items():
        for kind, functions in PROGRAMS.items():
            place = folder / f"{name}_{kind}"
            place.mkdir()
            (place / "p.go").write_text(program(form, *functions))
    report = folder / "report"
    options = ["--no-cache", "--isolated", "--exit-zero", "--select", "map", "--output-format", "concise"]
    assert main.entry(["check", str(folder), *options, "--output-file", str(report)]) == 0
    return report.read_text()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_told_beside_a_goroutine_and_where_one_function_goes_without(name: str, said: str) -> None:
    told = {kind for kind in PROGRAMS if re.search(rf"\b{name}_{kind}/p\.go:", said)}
    assert told == {"beside", "one_bare"}
