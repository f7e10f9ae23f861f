package hub

import (
	"sync"

	"golint.test/pairs"
)

type hub struct {
	seen map[int]bool
}

func (h *hub) fill() {
	h.seen[1] = true
}

// Fill writes before the group starts the method, and when it has waited for that.
func Fill() {
	h := &hub{seen: map[int]bool{}}
	var group sync.WaitGroup
	h.seen[2] = true
	group.Go(h.fill)
	group.Wait() // mutant:
	h.seen[3] = true
}

// Call calls what it keeps in a variable.
func Call() {
	h := &hub{seen: map[int]bool{}}
	fill := h.fill
	fill()
	h.seen[3] = true
}

func Run() { pairs.Of(Fill, Call) }
