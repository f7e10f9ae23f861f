// Package ways waits in vain, or not long enough.
package ways

import (
	"errors"
	"sync"
)

// Missing returns without Done for a bad name.
func Missing(names []string, visit func(string) error) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			if err := visit(name); err != nil {
				return // want goroutine/waitgroup-misuse:medium "ends here without `wg.Done"
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

// Between goes on after Done: it stays as it is.
func Between(names []string, visit func(string) error) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			if err := visit(name); err != nil {
				return // want goroutine/waitgroup-misuse:medium "ends here without"
			}
			wg.Done()
			visit("after " + name)
		}()
	}
	wg.Wait()
}

// Server waits for its loops.
type Server struct {
	loops sync.WaitGroup
	stop  chan bool
	again chan bool
}

// Start starts one.
func (s *Server) Start() {
	s.loops.Add(1)
	go s.loop()
}

func (s *Server) loop() {
	for {
		select {
		case <-s.again:
		case _, open := <-s.stop:
			if open {
				return // want goroutine/waitgroup-misuse:medium "ends here without `s.loops.Done"
			}
			s.loops.Done()
			return
		}
	}
}

// Stop waits for them.
func (s *Server) Stop() {
	s.stop <- true
	s.loops.Wait()
}

// Early closes before the first one is counted.
func Early(names []string, visit func(string)) {
	var wg sync.WaitGroup
	results := make(chan string, len(names))
	go func() {
		wg.Wait()
		close(results)
	}()
	for _, name := range names {
		wg.Add(1) // want goroutine/waitgroup-misuse:high "first added to when the goroutine that waits"
		go func() {
			defer wg.Done()
			visit(name)
		}()
	}
	for range results {
	}
}

// Uncounted panics.
func Uncounted(visit func(string)) {
	var wg sync.WaitGroup
	go func() {
		defer wg.Done() // want goroutine/waitgroup-misuse:medium "more often than is added"
		visit("a")
	}()
	wg.Wait()
}

// Twice panics, too.
func Twice(visit func(string) error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if err := visit("a"); err != nil {
			wg.Done() // want goroutine/waitgroup-misuse:medium "more often than is added"
			return
		}
	}()
	wg.Wait()
}

// Serial runs one at a time.
func Serial(names []string, visit func(string)) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(name)
		}()
		wg.Wait() // want goroutine/waitgroup-misuse:medium "one at a time"
	}
}

// Published loses the error of a panic.
func Published(visit func(string)) (err error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() {
			if recover() != nil {
				err = errors.New("panic")
			}
		}()
		defer wg.Done() // want goroutine/waitgroup-misuse:medium "runs before the function that is deferred above"
		visit("a")
	}()
	wg.Wait()
	return err
}
