package goroutines

import (
	"sync"
)

func sendOnEachWay(s *store, bad bool) {
	done := make(chan bool)
	go func() {
		if bad {
			done <- false
			return
		}
		s.items["a"] = 1
		done <- true
	}()
	<-done
	_ = s.items["b"] // want ordered
}

func closer(s *store, n int) {
	results := make(chan int)
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.items["a"] = 1
			results <- 1
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	for range results {
	}
	_ = s.items["b"] // want ordered
}

func inDeferredLiteral(s *store) {
	defer func() {
		go s.fill() // want spawn:"go"
	}()
	_ = s.items["a"]
}

func slicesOfFunctions(s *store) {
	for _, run := range []func(){s.fill, s.fillAndSay} {
		go run()
	}
	_ = s.items["a"] // want beside
}

func manyByCaller(s *store, n int) {
	for range n {
		method(s)
	}
	_ = s.items["a"] // want beside
}

func waitsInGoroutine(s *store) {
	go s.fillAndSay()
	go func() {
		s.wg.Wait()
		s.items["a"] = 1
	}()
	_ = s.items["a"] // want beside
}

func afterPanicOrReturn(s *store, v bool) {
	if v {
		go s.fill()
		panic("no way on")
	}
	_ = s.items["a"] // want ordered
}

func deferredStart(s *store) {
	defer start(s.fill)
	_ = s.items["a"] // want ordered
}

func deferredStartTwice(s *store) {
	defer func() {
		start(s.fill)
		_ = s.items["a"] // want beside
	}()
	s.items["a"] = 1 // want ordered
}
