// Clients and servers each have a writer, whose loop alone uses its map.
package ok_object_per_constructor

import "sync"

type writer struct {
	orders  chan int
	streams map[int]string
}

func (w *writer) run() {
	w.register(0)
	for order := range w.orders {
		if order > 0 {
			w.register(order)
		} else {
			w.cleanUp(-order)
		}
	}
}

func (w *writer) register(id int) { w.streams[id] = "open" }

func (w *writer) cleanUp(id int) { delete(w.streams, id) }

type Client struct{ w *writer }

type Server struct{ w *writer }

func NewClient(done *sync.WaitGroup) *Client {
	c := &Client{w: newWriter()}
	go func() {
		defer done.Done()
		c.w.run()
	}()
	return c
}

func NewServer(done *sync.WaitGroup) *Server {
	s := &Server{w: newWriter()}
	go func() {
		defer done.Done()
		s.w.run()
	}()
	return s
}

var shared = &writer{orders: make(chan int, 3), streams: map[int]string{}}

func newWriter() *writer {
	return &writer{orders: make(chan int, 3), streams: map[int]string{}} // mutant: return shared
}

func Run() {
	var done sync.WaitGroup
	done.Add(2)
	c, s := NewClient(&done), NewServer(&done)
	for _, w := range []*writer{c.w, s.w} {
		w.orders <- 1
		w.orders <- -1
	}
	close(c.w.orders)
	if s.w != c.w {
		close(s.w.orders)
	}
	done.Wait()
}
