package hub

import "golint.test/pairs"

type hub struct {
	seen map[int]bool
	done chan struct{}
}

type conn struct {
	hub *hub
	own map[int]bool
	id  int
}

// newConn makes a connection that knows its hub, and has a map of its own.
func newConn(h *hub, id int) *conn { return &conn{hub: h, own: map[int]bool{}, id: id} }

func (c *conn) serve() {
	c.own[c.id] = true
	c.hub.seen[c.id] = true
	c.hub.done <- struct{}{}
}

// Serve writes before its goroutine starts, and when it has ended; each connection has a map of its own.
func Serve(id int) {
	h := &hub{seen: map[int]bool{}, done: make(chan struct{})}
	for n := range 3 {
		h.seen[-id] = true
		c := newConn(h, n)
		c.own[-n] = true
		go c.serve()
		<-h.done // mutant: defer func() { <-h.done }()
		h.seen[id] = true
	}
}

func Run() { pairs.Of(func() { Serve(1) }) }
