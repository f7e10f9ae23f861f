package conn

import "golint.test/pairs"

type conn struct {
	reader  *reader
	pending map[int]bool
	ready   chan bool
	acks    chan int
}

// reader reads for a connection, or for a copy of one.
type reader struct{ of *conn }

func newReader(c *conn) *reader { return &reader{of: c} }

func newConn() *conn {
	c := &conn{pending: map[int]bool{}, ready: make(chan bool), acks: make(chan int, 1)}
	c.reader = newReader(&conn{pending: map[int]bool{}, ready: c.ready, acks: c.acks}) // mutant: c.reader = newReader(c)
	return c
}

func (c *conn) start() { go c.run() }

func (c *conn) run() {
	go c.reader.loop()
	c.pending[1] = true
	c.ready <- true
}

func (r *reader) loop() {
	for id := range r.of.acks {
		r.of.acked(id)
	}
	r.of.ready <- true
}

func (c *conn) acked(id int) {
	delete(c.pending, id)
}

func Run() {
	pairs.Of(func() {
		c := newConn()
		c.acks <- 1
		close(c.acks)
		c.start()
		<-c.ready
		<-c.ready
	})
}
