// Package shelf has locks of a type of its own, each told by the field that holds it.
package shelf

import "sync"

type counted struct {
	inner sync.Mutex
	taken int
}

// Lock counts as well.
func (c *counted) Lock() {
	c.inner.Lock()
	c.taken++
}

// Unlock gives the lock back.
func (c *counted) Unlock() { c.inner.Unlock() }

func (c *counted) times() int {
	c.inner.Lock()
	defer c.inner.Unlock()
	return c.taken
}

// Shelf has three of them, which are taken in one order.
type Shelf struct {
	top, middle, bottom counted
	books               []string
}

// Put takes the first two.
func (s *Shelf) Put(book string) {
	s.top.Lock()
	defer s.top.Unlock()
	s.middle.Lock()
	defer s.middle.Unlock()
	s.books = append(s.books, book)
}

// Take takes the last two.
func (s *Shelf) Take() string {
	s.middle.Lock()
	defer s.middle.Unlock()
	s.bottom.Lock()
	defer s.bottom.Unlock()
	if len(s.books) == 0 {
		return ""
	}
	return s.books[0]
}

// Busy asks one of them while another is held.
func (s *Shelf) Busy() bool {
	s.top.Lock()
	defer s.top.Unlock()
	return s.bottom.times() > s.middle.times()
}
