package shard

import (
	"sync"

	"golint.test/pairs"
)

// segment is written to by requests, which count themselves, until another one takes its place.
type segment struct {
	inFlight sync.WaitGroup
	mu       sync.Mutex
	heads    map[string]int
}

func (s *segment) add(key string) {
	s.mu.Lock()         // mutant:
	defer s.mu.Unlock() // mutant:
	s.heads[key]++
}

func (s *segment) flush() int {
	sum := 0
	for _, n := range s.heads {
		sum += n
	}
	return sum
}

// Shard has the segment of now.
type Shard struct {
	mu  sync.Mutex
	now *segment
}

// New makes one.
func New() *Shard { return &Shard{now: &segment{heads: map[string]int{}}} }

// Ingest handles a request.
func (s *Shard) Ingest(key string) {
	s.mu.Lock()
	segment := s.now
	segment.inFlight.Add(1)
	s.mu.Unlock()
	defer segment.inFlight.Done()
	segment.add(key)
}

// Flush waits for the requests that still write.
func (s *Shard) Flush() {
	s.mu.Lock()
	segment := s.now
	s.now = New().now
	s.mu.Unlock()
	go func() {
		segment.inFlight.Wait() // mutant:
		segment.flush()
	}()
}

func Run() {
	s := New()
	pairs.Of(func() { s.Ingest("a") }, s.Flush)
}
