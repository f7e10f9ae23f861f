package peer

import "golint.test/pairs"

type ids struct {
	active map[int]bool
}

func (i *ids) issue(id int) {
	i.active[id] = true // want map/concurrent-access:low "active"
}

func (i *ids) retire(id int) {
	delete(i.active, id)
}

// Conn has its ids for itself; only its own goroutine touches them.
type Conn struct {
	ids  *ids
	done chan struct{}
}

func (c *Conn) run() {
	for id := range 3 {
		c.ids.issue(id)
		c.ids.retire(id)
	}
	close(c.done)
}

// Peer makes connections of both kinds by a function that is not known here, which might answer one again.
type Peer struct {
	newConn func() *Conn
}

func (p *Peer) Accept() *Conn {
	c := p.newConn()
	go c.run()
	return c
}

func (p *Peer) Dial() *Conn {
	c := p.newConn()
	go func() {
		c.run()
	}()
	return c
}

func Run() {
	shared := &ids{active: map[int]bool{1: true}}
	p := &Peer{newConn: func() *Conn { return &Conn{ids: shared, done: make(chan struct{})} }}
	pairs.Of(func() {
		c, d := p.Accept(), p.Dial()
		<-c.done
		<-d.done
	})
}
