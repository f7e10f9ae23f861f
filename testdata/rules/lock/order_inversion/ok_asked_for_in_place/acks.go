// Package acks has a flag that says whether the caller has the lock, and a variable that is only true without it.
package acks

import "sync"

// Stream has consumers.
type Stream struct {
	mu        sync.Mutex
	consumers map[*Consumer]bool
	acks      int
}

// Consumer has a stream.
type Consumer struct {
	mu      sync.Mutex
	stream  *Stream
	node    bool
	pending int
}

// Signal takes the lock of the stream first.
func (s *Stream) Signal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.consumers {
		c.mu.Lock()
		c.pending++
		c.mu.Unlock()
	}
}

func (s *Stream) ack() {
	s.mu.Lock()
	s.acks++
	s.mu.Unlock()
}

// Ack comes without the lock.
func (c *Consumer) Ack() { c.ack(true) }

// Next comes with it.
func (c *Consumer) Next() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ack(false)
}

func (c *Consumer) ack(needLock bool) {
	lock := func() {
		if needLock {
			c.mu.Lock()
		}
	}
	unlock := func() {
		if needLock {
			c.mu.Unlock()
		}
	}
	lock()
	inPlace := !c.node && c.pending > 0 && needLock
	c.pending--
	unlock()
	if inPlace {
		c.stream.ack()
	}
}
