package transport

import (
	"sync"

	"golint.test/pairs"
)

// Writer has the streams of all connections.
type Writer struct {
	streams map[int]string
}

func (w *Writer) run(first int) {
	for id := first; id < first+2; id++ {
		w.add(id)
	}
	delete(w.streams, first)
}

func (w *Writer) add(id int) {
	w.streams[id] = "open" // want map/concurrent-access "streams"
}

// Client and Server are given one writer.
type Client struct {
	done   sync.WaitGroup
	writer *Writer
}

type Server struct {
	done   sync.WaitGroup
	writer *Writer
}

func NewClient(w *Writer) *Client {
	c := &Client{}
	c.done.Add(1)
	go func() {
		defer c.done.Done()
		c.writer = w
		c.writer.run(1)
	}()
	return c
}

func NewServer(w *Writer) *Server {
	s := &Server{}
	s.done.Add(1)
	go func() {
		defer s.done.Done()
		s.writer = w
		s.writer.run(2)
	}()
	return s
}

func Run() {
	w := &Writer{streams: map[int]string{}}
	pairs.Of(func() {
		c, s := NewClient(w), NewServer(w)
		c.done.Wait()
		s.done.Wait()
	})
}
