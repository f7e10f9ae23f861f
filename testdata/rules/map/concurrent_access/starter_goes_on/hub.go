package hub

import "golint.test/pairs"

type hub struct {
	seen map[int]bool
	done chan struct{}
}

func (h *hub) serve(id int) {
	h.seen[id] = true // want map/concurrent-access:high "map `h.seen` is written here while `Serve`, which started this goroutine, writes it"
	h.done <- struct{}{}
}

// Serve writes while its goroutine does.
func Serve(id int) {
	h := &hub{seen: map[int]bool{}, done: make(chan struct{})}
	go h.serve(id)
	h.seen[-id] = true
	<-h.done
}

func Run() { pairs.Of(func() { Serve(1) }) }
