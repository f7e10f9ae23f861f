package goroutines

import (
	"sync"
	"time"
)

// What is the end of a goroutine, and what only looks like it.

func closedEarly(s *store) {
	started := make(chan struct{})
	go func() {
		close(started)
		s.items["a"] = 1
	}()
	<-started
	_ = s.items["b"] // want beside
}

func doneEarly(s *store) {
	s.wg.Add(1)
	go func() {
		s.wg.Done()
		s.items["a"] = 1
	}()
	s.wg.Wait()
	_ = s.items["b"] // want beside
}

func drained(s *store) {
	results := make(chan int)
	go func() {
		for range 4 {
			s.items["a"] = 1
			results <- 1
		}
		close(results)
	}()
	for range results {
		_ = s.items["b"] // want beside
	}
	_ = s.items["b"] // want ordered
}

func sendInDeferredLiteral(s *store) {
	done := make(chan bool, 1)
	go func() {
		defer func() { done <- true }()
		s.items["a"] = 1
	}()
	<-done
	_ = s.items["b"] // want ordered
}

func doneInDeferredLiteral(s *store) {
	s.wg.Add(1)
	go func() {
		defer func() {
			s.wg.Done()
		}()
		s.items["a"] = 1
	}()
	s.wg.Wait()
	_ = s.items["b"] // want ordered
}

func waitsInLiteral(s *store) {
	go s.fillAndSay()
	wait := func() { s.wg.Wait() }
	wait()
	_ = s.items["a"] // want ordered
}

func selected(s *store) {
	done := make(chan bool)
	go func() {
		s.items["a"] = 1
		close(done)
	}()
	select {
	case <-done:
		_ = s.items["b"] // want ordered
	case <-time.After(time.Second):
		_ = s.items["b"] // want beside
	}
	_ = s.items["c"] // want beside
}

func fillAndAwait(s *store) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		s.items["a"] = 1
		wg.Done()
	}()
	wg.Wait()
}

func fillAndLeave(s *store) {
	fillAndAwait(s)
	go s.fillAndSay()
}

func awaitedByCallee(s *store) {
	s.items["b"] = 1 // want ordered
	fillAndAwait(s)
	_ = s.items["b"] // want ordered
}

func leftRunningByCallee(s *store) {
	s.items["b"] = 1 // want ordered
	fillAndLeave(s)
	_ = s.items["b"] // want beside
}

func receivedInTheLoopThatStarts(s *store, n int) {
	for range n {
		done := make(chan bool)
		go func() {
			s.items["a"] = 1
			done <- true
		}()
		<-done
		_ = s.items["b"] // want ordered
	}
	_ = s.items["b"] // want ordered
}

func receivedBySomeRounds(s *store, all []bool) {
	done := make(chan bool, len(all))
	for _, wait := range all {
		go func() {
			s.items["a"] = 1
			done <- true
		}()
		if wait {
			<-done
		}
		_ = s.items["b"] // want beside
	}
}

func chosenInTheLoopThatStarts(s *store, stop chan bool) {
	done := make(chan bool, 1)
	for {
		go func() {
			s.items["a"] = 1
			done <- true
		}()
		select {
		case <-done:
			_ = s.items["b"] // want ordered
		case <-stop:
			_ = s.items["b"] // want beside
			return
		}
	}
}
