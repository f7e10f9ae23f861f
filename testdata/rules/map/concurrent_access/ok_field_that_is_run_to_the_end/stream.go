package stream

import (
	"sync"
	"time"
)

type stream struct {
	send  func(string) error
	parts int
}

func (s *stream) produce(out chan<- string) error {
	for range s.parts {
		out <- "a"
	}
	return nil
}

func (s *stream) run() error {
	out, failed, sent := make(chan string), make(chan error, 1), make(chan error, 1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if err := s.produce(out); err != nil {
			failed <- err
		}
	}()
	go func() {
		var err error
		for one := range out {
			if e := s.send(one); e != nil {
				err = e
			}
		}
		sent <- err
	}()
	wg.Wait()
	close(out)
	select {
	case err := <-failed:
		return err
	default:
	}
	err := <-sent // mutant: var err error
	return err
}

// Run counts what comes, and looks when all has come.
func Run() {
	counts := map[string]int{}
	s := &stream{parts: 10}
	s.send = func(one string) error {
		counts[one]++
		return nil
	}
	if err := s.run(); err != nil {
		return
	}
	_ = len(counts)
	time.Sleep(200 * time.Millisecond) // without the wait the goroutine is still at work
}
