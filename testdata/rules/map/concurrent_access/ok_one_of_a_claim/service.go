package service

import (
	"sync"
	"sync/atomic"
)

// Service starts one goroutine at a time for each map.
type Service struct {
	mu      sync.Mutex
	started bool
	busy    atomic.Bool
	done    sync.WaitGroup
	seen    map[string]int
	gone    map[string]int
	sent    map[string]int
	lock    sync.Mutex
	shared  map[string]int
}

// Start is for everybody.
func (s *Service) Start() {
	s.mu.Lock()
	if s.started { // mutant: if s.started = false; s.started {
		s.mu.Unlock()
		return
	}
	s.started = true
	s.mu.Unlock()
	s.done.Add(2)
	go s.read()
	go s.expire()
}

func (s *Service) read() {
	defer s.done.Done()
	s.seen["read"]++
	s.lock.Lock()
	s.shared["read"]++
	s.lock.Unlock()
}

func (s *Service) expire() {
	defer s.done.Done()
	s.gone["read"]++
	s.lock.Lock()
	delete(s.shared, "read")
	s.lock.Unlock()
}

// Flush claims the flag, and gives it back at the end.
func (s *Service) Flush() {
	if !s.busy.CompareAndSwap(false, true) {
		return
	}
	s.sent["flush"]++
	s.done.Add(1)
	go s.send()
}

func (s *Service) send() {
	defer s.done.Done()
	s.sent["send"]++
	s.busy.Store(false)
}

func Run() {
	one := &Service{seen: map[string]int{}, gone: map[string]int{}, sent: map[string]int{}, shared: map[string]int{}}
	var group sync.WaitGroup
	for range 3 {
		group.Add(1)
		go func() {
			defer group.Done()
			one.Start()
			one.Flush()
		}()
	}
	group.Wait()
	one.done.Wait()
}
