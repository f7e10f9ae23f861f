package hub

import (
	"time"

	"golint.test/pairs"
)

type hub struct {
	seen map[int]bool
	done chan struct{}
}

func (h *hub) serve(id int) { go h.handle(id) }

func (h *hub) handle(id int) {
	h.seen[id] = true // want map/concurrent-access:medium "map `h.seen` is written here while .*`Serve` writes it"
	h.done <- struct{}{}
}

// Serve writes while the goroutine of its goroutine does.
func Serve(id int) {
	h := &hub{seen: map[int]bool{}, done: make(chan struct{})}
	go h.serve(id)
	time.Sleep(100 * time.Microsecond)
	h.seen[-id] = true
	<-h.done
}

func Run() { pairs.Of(func() { Serve(1) }) }
