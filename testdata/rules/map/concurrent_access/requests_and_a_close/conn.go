package conn

import "golint.test/pairs"

// Conn sends requests, and waits for their replies.
type Conn struct {
	requests chan int
	replies  chan int
	pending  map[int]bool
	names    map[int]string
	done     chan bool
}

func New() *Conn {
	return &Conn{
		requests: make(chan int),
		replies:  make(chan int, 1),
		pending:  map[int]bool{},
		names:    map[int]string{},
		done:     make(chan bool),
	}
}

// Send asks for something: who receives it has not waited for the reader, though that ends by a close.
func (c *Conn) Send(id int) { c.requests <- id }

func (c *Conn) Start() {
	go c.run()
}

func (c *Conn) run() {
	go c.read()
	for {
		id := <-c.requests
		if id == 0 {
			c.done <- true
			return
		}
		c.pending[id] = true
	}
}

func (c *Conn) read() {
	for id := range c.replies {
		delete(c.pending, id) // want map/concurrent-access:high "map `c.pending` is deleted from here while `.*run`, which started this goroutine, writes it"
	}
	c.close()
}

func (c *Conn) close() {
	clear(c.names)
	close(c.requests)
}

func Run() {
	pairs.Of(func() {
		c := New()
		c.replies <- 1
		c.Start()
		c.Send(1)
		close(c.replies)
		<-c.done
	})
}
