package hub

import "golint.test/pairs"

type hub struct {
	seen map[int]bool
	done chan struct{}
}

func (h *hub) serve(id int) { go h.handle(id) }

func (h *hub) handle(id int) {
	h.seen[id] = true
	close(h.done)
}

// Serve writes before its goroutine starts, and when the goroutine of that has ended.
func Serve(id int) {
	h := &hub{seen: map[int]bool{}, done: make(chan struct{})}
	h.seen[-id] = true
	go h.serve(id)
	<-h.done // mutant: defer func() { <-h.done }()
	h.seen[-id] = false
}

func Run() { pairs.Of(func() { Serve(1) }) }
