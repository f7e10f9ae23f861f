package steps

import (
	"time"

	"golint.test/pairs"
)

// Steps are run again and again.
type Steps struct {
	runs  map[string]int
	steps []func()
}

func New() *Steps {
	s := &Steps{runs: map[string]int{}}
	s.steps = append(s.steps, s.first, func() { s.runs["second"]++ }) // want map/concurrent-access:medium "runs"
	go s.loop()
	return s
}

func (s *Steps) loop() {
	for range 100 {
		for _, step := range s.steps {
			step()
		}
		time.Sleep(time.Microsecond)
	}
}

func (s *Steps) first() {
	s.runs["first"]++ // want map/concurrent-access:medium "runs"
}

// Runs says how often a step was run.
func (s *Steps) Runs(name string) int {
	return s.runs[name]
}

func Run() {
	pairs.Of(func() {
		s := New()
		for range 10 {
			s.Runs("first")
			time.Sleep(time.Millisecond)
		}
	})
}
