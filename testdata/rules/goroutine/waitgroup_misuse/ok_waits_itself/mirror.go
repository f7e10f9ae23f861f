// A goroutine starts another one by a function that may refuse: then it takes the count back, and waits in either case.
package ok_waits_itself

import "sync"

type server struct {
	closed bool
}

func (s *server) start(f func()) bool {
	if s.closed {
		return false
	}
	go f()
	return true
}

func Run() {
	s := &server{}
	done := make(chan bool)
	go func() {
		defer close(done)
		if s.closed {
			return
		}
		var ready sync.WaitGroup
		ready.Add(1)
		if !s.start(func() { process(&ready) }) {
			ready.Done()
		}
		ready.Wait()
	}()
	<-done
}

func process(ready *sync.WaitGroup) {
	ready.Done()
}
