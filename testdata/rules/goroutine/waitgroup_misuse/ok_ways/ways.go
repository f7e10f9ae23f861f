// Package okways is counted on all ways.
package okways

import (
	"errors"
	"sync"
)

var errBad = errors.New("bad")

func visit(name string) error {
	if name == "" {
		return errBad
	}
	return nil
}

// Run calls all of them.
func Run() {
	names := []string{"a", "", "b", "c"}
	all(names)
	worker(names)
	helped(names)
	handed(names)
	closed(names)
	batches(names)
	overlapped(names)
	held(names)
	twoEach(names)
	countedTwice(names)
	another(names)
	var p pool
	p.start()
	p.wg.Wait()
	if err := published(names); err != nil {
		panic(err)
	}
	local(names)
	var wg sync.WaitGroup
	wg.Add(len(names))
	given(names, &wg)
	each(names, func(wg *sync.WaitGroup) func() { return func() { wg.Done() } })
	var s server
	s.start()
	s.wg.Wait()
}

func all(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			if visit(name) != nil {
				wg.Done()
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

// worker calls Done for each name that it was given.
func worker(names []string) {
	var wg sync.WaitGroup
	work := make(chan string)
	go func() {
		for name := range work {
			visit(name)
			wg.Done()
		}
	}()
	for _, name := range names {
		wg.Add(1)
		work <- name
	}
	wg.Wait()
	close(work)
}

// helped has a function that calls Done.
func helped(names []string) {
	var wg sync.WaitGroup
	fail := func(err error) { wg.Done() }
	for _, name := range names {
		wg.Add(1)
		go func() {
			if err := visit(name); err != nil {
				fail(err)
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func handed(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			if err := visit(name); err != nil {
				finish(&wg)
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func finish(wg *sync.WaitGroup) { wg.Done() }

// closed starts who waits when all are counted.
func closed(names []string) {
	var wg sync.WaitGroup
	results := make(chan string)
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- name
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	for range results {
	}
}

// held counts itself while it counts others.
func held(names []string) {
	var wg sync.WaitGroup
	done := make(chan bool)
	wg.Add(1)
	go func() {
		wg.Wait()
		close(done)
	}()
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(name)
		}()
	}
	wg.Done()
	<-done
}

// batches waits for some of them.
func batches(names []string) {
	var wg sync.WaitGroup
	for at, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(name)
		}()
		if at%2 == 1 {
			wg.Wait()
		}
	}
	wg.Wait()
}

// overlapped does something beside the goroutine.
func overlapped(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(name)
		}()
		visit("other " + name)
		wg.Wait()
	}
}

func twoEach(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(2)
		go func() {
			defer wg.Done()
			visit(name)
		}()
		go func() {
			defer wg.Done()
			visit(name)
		}()
		wg.Wait()
	}
}

// published writes its results before Done.
func published(names []string) (err error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() {
			if recover() != nil {
				err = errors.New("panic")
			}
		}()
		visit(names[0])
	}()
	wg.Wait()
	return err
}

// local writes to its own variable after Done.
func local(names []string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		count := 0
		defer func() { count++ }()
		defer wg.Done()
		visit(names[count])
	}()
	wg.Wait()
}

type server struct{ wg sync.WaitGroup }

func (s *server) start() {
	s.wg.Add(1)
	go s.loop()
}

func (s *server) loop() {
	if visit("") != nil {
		s.finish()
		return
	}
	s.wg.Done()
}

func (s *server) finish() { s.wg.Done() }

// given is counted by who calls it.
func given(names []string, wg *sync.WaitGroup) {
	for _, name := range names {
		go func() {
			defer wg.Done()
			visit(name)
		}()
	}
	wg.Wait()
}

func each(names []string, end func(*sync.WaitGroup) func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go end(&wg)()
	wg.Wait()
}

// countedTwice adds what the function that Go runs gives back itself.
func countedTwice(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		wg.Go(func() {
			defer wg.Done()
			_ = visit(name)
		})
	}
	wg.Wait()
}

// another starts a goroutine in the function that Go runs, and counts it.
func another(names []string) {
	var wg, rest sync.WaitGroup
	rest.Add(1)
	for _, name := range names {
		wg.Go(func() {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_ = visit(name)
			}()
		})
	}
	wg.Go(func() { rest.Done() })
	wg.Wait()
	rest.Wait()
}

type pool struct {
	wg sync.WaitGroup
}

// start counts the second one for the method, which both ways run.
func (p *pool) start() {
	p.wg.Go(func() {})
	p.wg.Add(1)
	go p.work()
}

func (p *pool) work() {
	defer p.wg.Done()
	_ = visit("p")
}
