package transport

import (
	"sync"

	"golint.test/pairs"
)

// Writer has the streams of one connection; only its own goroutine touches them.
type Writer struct {
	streams map[int]string
}

func newWriter() *Writer {
	return &Writer{streams: map[int]string{}}
}

var shared = newWriter()

func (w *Writer) run(first int) {
	for id := first; id < first+2; id++ {
		w.add(id)
	}
	delete(w.streams, first)
}

func (w *Writer) add(id int) {
	w.streams[id] = "open"
}

// Client and Server each have a writer.
type Client struct {
	done   sync.WaitGroup
	writer *Writer
}

type Server struct {
	done   sync.WaitGroup
	writer *Writer
}

func NewClient() *Client {
	c := &Client{}
	c.done.Add(1)
	go func() {
		defer c.done.Done()
		c.writer = newWriter() // mutant: c.writer = shared
		c.writer.run(1)
	}()
	return c
}

func NewServer() *Server {
	s := &Server{}
	s.done.Add(1)
	go func() {
		defer s.done.Done()
		s.writer = newWriter() // mutant: s.writer = shared
		s.writer.run(2)
	}()
	return s
}

func Run() {
	pairs.Of(func() {
		c, s := NewClient(), NewServer()
		c.done.Wait()
		s.done.Wait()
	})
}
