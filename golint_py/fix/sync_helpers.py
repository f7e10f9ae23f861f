"""Functions that a map which became a `sync.Map` needs: what its methods give as `any`, with types (RULES C.2)."""

from golint_py.fix.whole_map import Whole

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
_TEXTS = {"Get": _GET, "Load": _LOAD, "LoadAndDelete": _TAKE, "Len": _LEN, "Update": _UPDATE}


def helper_functions(whole: Whole, helper: str, sync: str, operations: frozenset[str]) -> bytes:
    """Their source, to go to the end of the file; `helper` begins their names, `sync` is the name of that package."""
    declared = whole.declared
    words = {"h": helper, "s": sync, "K": declared.key.decode(), "V": declared.element.decode()}
    words["any"] = "interface{}" if declared.scope.file.go < (1, 18) else "any"
    text = "".join(_TEXTS[one] % words for one in _TEXTS if one in operations)
    data = declared.scope.parsed.data
    if not data.endswith(b"\n"):
        text = "\n" + text
    return text.replace("\n", "\r\n" if b"\r\n" in data else "\n").encode()
