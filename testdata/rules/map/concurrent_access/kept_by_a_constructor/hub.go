package hub

import "golint.test/pairs"

type hub struct {
	seen map[int]bool
	done chan struct{}
}

type conn struct {
	hub *hub
	id  int
}

// newConn makes a connection that knows its hub.
func newConn(h *hub, id int) *conn { return &conn{hub: h, id: id} }

func (c *conn) serve() {
	c.hub.seen[c.id] = true // want map/concurrent-access:high "map `c.hub.seen` is written here while `Serve`, which started this goroutine, writes it"
	c.hub.done <- struct{}{}
}

// Serve serves one connection, and counts itself.
func Serve(id int) {
	h := &hub{seen: map[int]bool{}, done: make(chan struct{})}
	c := newConn(h, id)
	go c.serve()
	h.seen[-id] = true
	<-h.done
}

func Run() { pairs.Of(func() { Serve(1) }) }
