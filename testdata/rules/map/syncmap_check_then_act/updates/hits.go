package hits

import "sync"

// Hits counts how often pages are read.
type Hits struct {
	counts sync.Map
}

// Add counts one.
func (h *Hits) Add(page string) {
	n := 0
	if old, ok := h.counts.Load(page); ok {
		n = old.(int)
	}
	h.counts.Store(page, n+1) // want map/syncmap-check-then-act:high "`h.counts`.*computed from an earlier Load.*CompareAndSwap"
}

// Visit appends to a history.
func (h *Hits) Visit(page, who string) {
	var visitors []string
	if found, ok := h.counts.Load(page + "/visitors"); ok {
		visitors = found.([]string)
	}
	h.counts.Store(page+"/visitors", append(visitors, who))
}

var history sync.Map

// Visited remembers who was there.
func Visited(page, who string) {
	found, _ := history.Load(page)
	visitors, _ := found.([]string)
	history.Store(page, append(visitors, who)) // want map/syncmap-check-then-act:high "history"
}

// Double looks the entry up a second time under the lock of nobody.
func Double(page string) {
	if _, ok := history.Load(page); !ok {
		return
	}
	n, _ := history.Load(page)
	history.Store(page, n.(int)*2) // want map/syncmap-check-then-act:high "history"
}
