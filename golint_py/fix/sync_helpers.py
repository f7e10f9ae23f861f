"""Functions that a map which became a `sync.Map` needs: what its methods give as `any`, with types (RULES C.2)."""

from collections.abc import Sequence

from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.whole_map import Whole
from golint_py.load.constraints import of_name
from golint_py.load.header import scan
from golint_py.types.declared import FileScope

_GET = """
// %(h)sGet returns the element of the key, or the zero value where there is none.
func %(h)sGet(m *%(s)s.Map, k %(K)s) %(V)s {
	x, _ := m.Load(k)
	v, _ := x.(%(V)s)
	return v
}
"""
_LOAD = """
// %(h)sLoad returns the element of the key, and whether there is one.
func %(h)sLoad(m *%(s)s.Map, k %(K)s) (%(V)s, bool) {
	x, ok := m.Load(k)
	v, _ := x.(%(V)s)
	return v, ok
}
"""
_TAKE = """
// %(h)sLoadAndDelete removes the element of the key and returns it, and whether there was one.
func %(h)sLoadAndDelete(m *%(s)s.Map, k %(K)s) (%(V)s, bool) {
	x, ok := m.LoadAndDelete(k)
	v, _ := x.(%(V)s)
	return v, ok
}
"""
_KEEP = """
// %(h)sLoadOrStore returns the element of the key, and true; where there is none it stores v and returns that.
func %(h)sLoadOrStore(m *%(s)s.Map, k %(K)s, v %(V)s) (%(V)s, bool) {
	x, loaded := m.LoadOrStore(k, v)
	first, _ := x.(%(V)s)
	return first, loaded
}
"""
_LEN = """
// %(h)sLen counts the elements, one by one; others may change the map meanwhile.
func %(h)sLen(m *%(s)s.Map) int {
	n := 0
	m.Range(func(_, _ %(any)s) bool {
		n++
		return true
	})
	return n
}
"""
_UPDATE = """
// %(h)sUpdate sets the element of the key to what f makes of it, which may be asked more than once.
func %(h)sUpdate(m *%(s)s.Map, k %(K)s, f func(%(V)s) %(V)s) {
	for {
		old, ok := m.Load(k)
		v, _ := old.(%(V)s)
		if ok {
			if m.CompareAndSwap(k, old, f(v)) {
				return
			}
		} else if _, loaded := m.LoadOrStore(k, f(v)); !loaded {
			return
		}
	}
}
"""
_TEXTS = {"Get": _GET, "Load": _LOAD, "LoadAndDelete": _TAKE, "LoadOrStore": _KEEP, "Len": _LEN, "Update": _UPDATE}


def test_helpers(whole: Whole, works: Sequence[Rewrite]) -> frozenset[str]:
    """Those that only tests need, of a map that the program has."""
    if whole.declared.scope.file.test:
        return frozenset()
    needed = {test: [one.helpers for one in works if one.part.body.scope.file.test is test] for test in (True, False)}
    return frozenset[str]().union(*needed[True]) - frozenset[str]().union(*needed[False])


def test_home(works: Sequence[Rewrite], operations: frozenset[str]) -> Rewrite:
    """A use in the test file that gets them: the only one that needs some, or one for all platforms. Raises
    `Refused`."""
    needing = {one.lines.path: one for one in works if one.helpers & operations}
    for path, one in sorted(needing.items()):
        if len(needing) == 1 or not _constrained(path, one.data):
            return one
    raise Refused("only tests for several platforms need the helper functions; write one for them")


def _constrained(path: str, data: bytes) -> bool:
    header = scan(data)
    return bool(header.build or header.plus or of_name(path.rpartition("/")[2]).tags())


def helper_functions(whole: Whole, scope: FileScope, helper: str, sync: str, operations: frozenset[str]) -> bytes:
    """Their source, to go to the end of the file; `helper` begins their names, `sync` is the name of that package."""
    declared = whole.declared
    words = {"h": helper, "s": sync, "K": declared.key.decode(), "V": declared.element.decode()}
    words["any"] = "interface{}" if scope.file.go < (1, 18) else "any"
    text = "".join(_TEXTS[one] % words for one in _TEXTS if one in operations)
    data = scope.parsed.data
    if not data.endswith(b"\n"):
        text = "\n" + text
    return text.replace("\n", "\r\n" if b"\r\n" in data else "\n").encode()
