package steps

import (
	"sync"
	"time"

	"golint.test/pairs"
)

// Steps are run again and again, under the lock.
type Steps struct {
	mu    sync.Mutex
	runs  map[string]int
	steps []func()
}

func New() *Steps {
	s := &Steps{runs: map[string]int{}}
	s.steps = append(s.steps, s.first, func() { s.runs["second"]++ })
	go s.loop()
	return s
}

func (s *Steps) loop() {
	for range 100 {
		s.mu.Lock() // mutant:
		for _, step := range s.steps {
			step()
		}
		s.mu.Unlock() // mutant:
		time.Sleep(time.Microsecond)
	}
}

func (s *Steps) first() {
	s.runs["first"]++
}

// Runs says how often a step was run.
func (s *Steps) Runs(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.runs[name]
}

func Run() {
	pairs.Of(func() { New().Runs("first") })
}
