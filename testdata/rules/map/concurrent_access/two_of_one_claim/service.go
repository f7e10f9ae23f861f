package service

import (
	"sync"
	"sync/atomic"
	"time"
)

// Service starts its goroutines once, whoever asks: the flag keeps other starts out, and not the goroutines of one start
// from each other.
type Service struct {
	mu      sync.Mutex
	started bool
	busy    atomic.Bool
	done    sync.WaitGroup
	seen    map[string]int
	sent    map[string]int
	parts   map[int]int
}

// Start is for everybody.
func (s *Service) Start() {
	s.mu.Lock()
	if s.started {
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
}

func (s *Service) expire() {
	defer s.done.Done()
	delete(s.seen, "read") // want map/concurrent-access:medium "seen"
}

// Flush claims the flag, starts a goroutine, and goes on itself.
func (s *Service) Flush() {
	if !s.busy.CompareAndSwap(false, true) {
		return
	}
	s.done.Add(1)
	go s.send()
	s.sent["flush"]++ // want map/concurrent-access:medium "sent"
}

func (s *Service) send() {
	defer s.done.Done()
	s.sent["send"]++
}

// Split starts several for one claim.
func (s *Service) Split() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started {
		return
	}
	s.started = true
	for i := range 3 {
		s.done.Add(1)
		go s.part(i)
	}
}

func (s *Service) part(number int) {
	defer s.done.Done()
	time.Sleep(time.Millisecond)
	s.parts[number]++ // want map/concurrent-access:high "parts"
}

func Run() {
	one := &Service{seen: map[string]int{}, sent: map[string]int{}, parts: map[int]int{}}
	one.Start()
	one.done.Wait()
	two := &Service{seen: map[string]int{}, sent: map[string]int{}, parts: map[int]int{}}
	two.Split()
	two.Flush()
	two.done.Wait()
}
