"""What `fix --strategy wrapper` and `syncmap` refuse, with the condition that failed: one case for each."""

import re
from pathlib import Path

import pytest
from cases import DATA
from test_wraps import fixed, write_module

HEAD = """package p

%s
type T struct {
	n int
	m map[string]int%s
}

func (t *T) loop() {
	for {
		t.m["loop"] = 1
	}
}

func (t *T) Start() { go t.loop() }

func work() int { return 1 }

%s
"""


def reasons(
    folder: Path, text: str, strategy: str, go: tuple[int, int] = (1, 25), tags: bool = False, **others: str
) -> set[str]:
    """Why the findings of a package are not fixed; empty where all are."""
    write_module(folder, go, tags)
    (folder / "p").mkdir()
    (folder / "p" / "p.go").write_text(text)
    for name, more in others.items():
        (folder / "p" / f"{name}.go").write_text(more)
    done = fixed(folder, "p", strategy)
    assert done.refused or done.files, "nothing is found"
    return {one.message.partition(" is not fixed: ")[2] for one in done.refused}


_CASE = re.compile(r"^## (F\d+): (.*)\n((?:(?!## ).*\n)+)", re.MULTILINE)
CASES = _CASE.findall((DATA / "wraps" / "refused.txt").read_text("utf-8"))


@pytest.mark.parametrize(("row", "reason", "code"), CASES, ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_row_is_refused_with_its_reason(row: str, reason: str, code: str, tmp_path: Path) -> None:
    imports = "".join(f'import "{one}"\n' for one in ("fmt", "reflect") if f"{one}." in code)
    said = reasons(tmp_path, HEAD % (imports, "", code), "wrapper")
    assert any(reason in one for one in said), said


def test_literals_of_another_type_without_its_name_do_not_count(tmp_path: Path) -> None:
    code = 'func (t *T) F() int { return t.m["a"] }\n\n'
    code += "type u struct{ m []int }\n\nvar us = []u{{m: []int{1}}}\n\nvar vs = []*u{{[]int{1}}}"
    assert not reasons(tmp_path, HEAD % ("", "", code), "wrapper")


@pytest.mark.parametrize("strategy", ["wrapper", "syncmap"])
def test_tags_and_exported_fields_and_maps_in_maps_are_refused(strategy: str, tmp_path: Path) -> None:
    read = 'func (t *T) F() int { return t.m["a"] }'
    (tmp_path / "1").mkdir()
    assert "a tag for yaml" in reasons(tmp_path / "1", HEAD % ("", ' `yaml:"m"`', read), strategy).pop()
    (tmp_path / "2").mkdir()
    text = (HEAD % ("", "", read)).replace("t.m[", "t.M[").replace("\tm map", "\tM map")
    assert "exported" in reasons(tmp_path / "2", text, strategy).pop()
    (tmp_path / "3").mkdir()
    text = (HEAD % ("", "", read)).replace("m map[string]int", "m []map[string]int").replace('t.m["', 't.m[0]["')
    assert "an element of another one or of a slice" in reasons(tmp_path / "3", text, strategy).pop()


def test_a_file_in_no_build_that_is_analysed_is_refused(tmp_path: Path) -> None:
    text = HEAD % ("", "", 'func (t *T) F() int { return t.m["a"] }')
    other = "//go:build never && !never\n\npackage p\n\nfunc (t *T) G() { t.m[1] = 2 }\n"
    assert "in no build configuration that is analysed" in reasons(tmp_path, text, "wrapper", q=other).pop()


def test_build_tags_that_mean_something_else_are_refused(tmp_path: Path) -> None:
    text = HEAD % ("", "", 'func (t *T) F() int { return t.m["a"] }')
    other = "//go:build !safemap_off\n\npackage p\n"
    (tmp_path / "without").mkdir()
    assert not reasons(tmp_path / "without", text, "wrapper", q=other)
    (tmp_path / "with").mkdir()
    said = reasons(tmp_path / "with", text, "wrapper", tags=True, q=other).pop()
    assert "the build tag safemap_off, which takes another safemap, is in use already: p/q.go" in said


def test_another_type_on_another_platform_is_refused(tmp_path: Path) -> None:
    use = "func (t *T) F() int { return len(t.m) }\n\nfunc (t *T) set() { t.m[1] = 1 }\n\n"
    use += "func (t *T) Start() { go t.set() }\n"
    linux, windows = (f"package p\n\ntype T struct{{ m map[{key}]int }}\n" for key in ("int", "byte"))
    said = reasons(tmp_path, "package p\n\n" + use, "wrapper", p_linux=linux, p_windows=windows)
    assert "declares the map with another type" in said.pop()


def test_a_copied_struct_has_no_sync_map(tmp_path: Path) -> None:
    text = HEAD % ("", "", 'func (t T) F() int { return t.m["a"] }')
    assert "which a sync.Map cannot be" in reasons(tmp_path, text, "syncmap").pop()


def test_old_languages_and_a_missing_package_are_refused(tmp_path: Path) -> None:
    text = HEAD % ("", "", 'func (t *T) F() int { return t.m["a"] }')
    (tmp_path / "1").mkdir()
    assert "type parameters: go 1.18" in reasons(tmp_path / "1", text, "wrapper", (1, 17)).pop()
    (tmp_path / "2").mkdir()
    clear = HEAD % ("", "", 'func (t *T) F() int {\n\tclear(t.m)\n\treturn t.m["a"]\n}')
    assert "needs go 1.23" in reasons(tmp_path / "2", clear, "syncmap", (1, 22)).pop()


COPIES = {
    "all map[string]T": "one, ok := o.all[k]\n\t_, _ = one, ok",
    "list []T": "for _, one := range o.list {\n\t\t_ = one\n\t}",
    "one T": "inner := *o\n\t_ = inner",
    "ch chan T": "o.ch <- <-o.ch",
}


@pytest.mark.parametrize("field", COPIES)
def test_a_struct_that_is_copied_where_its_name_does_not_stand_gets_a_pointer(field: str, tmp_path: Path) -> None:
    code = f"type outer struct {{\n\t{field}\n}}\n\nfunc (o *outer) F(k string) {{\n\t{COPIES[field]}\n}}"
    text = HEAD % ("", "", code + '\n\nfunc (t *T) G() int { return t.m["x"] }')
    write_module(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text(text)
    assert b"m *safemap.Map[string, int]" in fixed(tmp_path, "p", "wrapper").files["p/p.go"]


NAMES = {
    "type M map[string]int\n\nfunc (m M) Size() int { return len(m) }": "is exported and has methods",
    "type M N\n\ntype N map[string]int": "another name of a named type",
    "type M[K comparable] map[K]int": "has parameters",
}


@pytest.mark.parametrize("declared", NAMES)
def test_types_with_methods_or_parameters_are_refused(declared: str, tmp_path: Path) -> None:
    text = HEAD % ("", "", f'{declared}\n\nfunc (t *T) F() int {{ return t.m["a"] }}')
    named = "M[string]" if "[K" in declared else "M"
    assert NAMES[declared] in reasons(tmp_path, text.replace("m map[string]int", f"m {named}", 1), "wrapper").pop()


OF_METHODS = {
    "func (m list) Len() int { return len(m) }": "Len of the map's type would hide that of the wrapper",
    "func (m *list) size() int { return len(*m) }": "size has a pointer to the map as its receiver",
    "func (m list) size() int { return len(m) }\n\nvar other list": "uses it for something else than this map",
    "func (m list) size() int { return len(m) }\n\nfunc f(t *T) any { return list(t.m) }": "uses it for something else",
    "func (m list) size() int { return len(m) }\n\nvar size = list.size": "uses it for something else than this map",
    "func (m list) all() list { return m }": "uses it for something else than this map",
    "func (m list) all() any { return m }": "a function returns the map that is passed to it",
    "func (m list) size() int { return len(m) }\n\nfunc f(t *T) any { return t.m }": "would not have the methods",
    "func (m list) size() int { return len(m) }\n\nfunc f(t *T) { show(t.m) }\n\nfunc show(any) {}": "of show that",
    "func (m list) size() int { return len(m) }\n\nfunc f(t *T) { t.m = list{} }": "may still have it",
    'func (m list) size() int { return len(m) }\n\nfunc f(t *T) { t.m = list{"a": 1} }': "others may have",
    "func (m list) drop() {\n\tfor k := range m {\n\t\tm.cut(k)\n\t}\n}\n\n"
    "func (m list) cut(k string) { delete(m, k) }": "the loop changes the map that it goes over",
    "func (m list) has(k string) bool {\n\t_, ok := m[k]\n\treturn ok\n}\n\n"
    "func f(t *T, k string) {\n\tif !t.m.has(k) {\n\t\tt.m[k] = 1\n\t}\n}": "changed by what is called",
}


@pytest.mark.parametrize("methods", OF_METHODS)
def test_maps_whose_types_have_methods_are_refused_where_these_cannot_have_a_pointer(
    methods: str, tmp_path: Path
) -> None:
    text = HEAD % ("", "", f'type list map[string]int\n\n{methods}\n\nfunc (t *T) F() int {{ return t.m["a"] }}')
    said = reasons(tmp_path, text.replace("m map[string]int", "m list", 1), "wrapper")
    assert any(OF_METHODS[methods] in one for one in said), said


LOOPS = {
    "defer work()": "a deferred call would run at the end of the iteration",
    "recover()": "recover would be called by another function",
    'if k == "a" {\n\t\t\tgoto end\n\t\t}': "the function has a goto",
    "f = func() string { return k }": "kept by address, or in a function literal (C.2a, before go 1.22)",
    "p = &v": "kept by address, or in a function literal (C.2a, before go 1.22)",
    "if v > 1 { return }": "`return` shares its line",
    "for range t.m {\n\t\t\tif v > 1 {\n\t\t\t\treturn\n\t\t\t}\n\t\t}": "another one over the same map in it",
    "true := v > 0\n\t\t_ = true": "true, false or any mean something else",
}


@pytest.mark.parametrize("body", LOOPS)
def test_loops_that_cannot_be_callbacks_are_refused(body: str, tmp_path: Path) -> None:
    uses = "\t_, _ = f, p\nend:\n\twork()\n" if "goto" in body else "\t_, _ = f, p\n"
    loop = "func (t *T) F() {\n\tvar f func() string\n\tvar p *int\n\tfor k, v := range t.m {\n"
    text = HEAD % ("", "", f"{loop}\t\t_, _ = k, v\n\t\t{body}\n\t}}\n{uses}}}")
    (tmp_path / "1").mkdir()
    assert LOOPS[body] in reasons(tmp_path / "1", text, "syncmap", (1, 21)).pop()
    (tmp_path / "2").mkdir()
    later = "goto" not in body and "recover" not in body
    if later:
        assert not [one for one in reasons(tmp_path / "2", text, "syncmap") if "C.2a" in one]


FILLED = """package p

%s

func loop() {
	for {
		m["loop"] = nil
	}
}

func Start() { go loop() }

func at(k string) any { return m[k] }

func At(k string) any { return at(k) }

func work() any { return 1 }
"""
STARTS = {
    'var m = map[string]any{"a": work()}': "is computed by something that may have effects",
    'var m = map[string]any{"a": 1}\n\nvar one = at("a")': "something that runs before main uses the map",
    'var m = map[string]any{"a": 1}\n\nfunc init() { m["b"] = 2 }': "something that runs before main uses the map",
    'var m = map[string]any{"a": 1}\n\nfunc init() { func() { at("b") }() }': "something that runs before main uses",
    'var m = map[string]any{"a": x}\n\nvar x = 1\n\nfunc set() { x = 2 }': "begins with x, which is changed",
    'var m = map[string]any{"a": 1} // one': "has a comment behind it",
    'var m = map[string]any{"a": `\n`, "b": 1}': "has a string of several lines",
}


@pytest.mark.parametrize("start", STARTS)
def test_variables_whose_elements_cannot_be_stored_later_are_refused(start: str, tmp_path: Path) -> None:
    assert STARTS[start] in reasons(tmp_path, FILLED % start, "syncmap").pop()


@pytest.mark.parametrize(
    "start", ['var m = map[string]any{"a": 1, "b": x}\n\nvar x = 1', 'var one = at\n\nvar m = map[string]any{"a": 1}']
)
def test_variables_that_nothing_uses_before_main_are_filled_by_init(start: str, tmp_path: Path) -> None:
    assert reasons(tmp_path, FILLED % start, "syncmap") == set()


def test_a_range_before_iterators_goes_over_a_snapshot(tmp_path: Path) -> None:
    text = HEAD % ("", "", "func (t *T) F() (n int) {\n\tfor range t.m {\n\t\tn++\n\t}\n\treturn n\n}")
    write_module(tmp_path, (1, 22))
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text(text)
    assert b"for range t.m.Snapshot() {" in fixed(tmp_path, "p", "wrapper").files["p/p.go"]


def test_tests_of_the_package_are_rewritten_too(tmp_path: Path) -> None:
    write_module(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text(HEAD % ("", "", 'func (t *T) F() int { return t.m["a"] }'))
    test = (
        'package p\n\nimport "testing"\n\nfunc TestF(t *testing.T) {\n\tx := &T{m: map[string]int{"a": 1}}\n\t%s\n}\n'
    )
    (tmp_path / "p" / "p_test.go").write_text(test % 'if x.m["a"] != 1 {\n\t\tt.Fail()\n\t}')
    done = fixed(tmp_path, "p", "wrapper")
    assert done.files["p/p_test.go"].decode() == test.replace('{m: map[string]int{"a": 1}}', "{}") % (
        'x.m.Replace(map[string]int{"a": 1})\n\tif x.m.Get("a") != 1 {\n\t\tt.Fail()\n\t}'
    )
