package goroutines

import "sync"

func waitGroup(s *store) {
	s.wg.Add(1)
	go func() { // want spawn:"go"
		defer s.wg.Done()
		s.items["a"] = 1
	}()
	_ = s.items["b"] // want beside
	s.wg.Wait()
	_ = s.items["c"] // want ordered
}

func waitOnOneBranch(s *store, wait bool) {
	go s.fillAndSay()
	if wait {
		s.wg.Wait()
		_ = s.items["a"] // want ordered
	}
	_ = s.items["b"] // want beside
}

func waitAfterLoop(s *store, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.items["a"] = 1
		}()
		_ = s.items["b"] // want beside
	}
	wg.Wait()
	_ = s.items["c"] // want ordered
}

func waitInEachRound(s *store, n int) {
	for range n {
		s.wg.Add(1)
		go s.fillAndSay()
		s.wg.Wait()
		_ = s.items["c"] // want ordered
	}
}

func waitOfAnotherGroup(s *store) {
	var other sync.WaitGroup
	go s.fillAndSay()
	other.Wait()
	_ = s.items["a"] // want beside
}

func noDone(s *store) {
	go s.fill()
	s.wg.Wait()
	_ = s.items["a"] // want beside
}

func (s *store) finish() { s.wg.Wait() }

func (s *store) finishSometimes(v bool) {
	if v {
		s.wg.Wait()
	}
}

func helperWaits(s *store) {
	go s.fillAndSay()
	_ = s.items["a"] // want beside
	s.finish()
	_ = s.items["b"] // want ordered
}

func helperWaitsSometimes(s *store, v bool) {
	go s.fillAndSay()
	s.finishSometimes(v)
	_ = s.items["b"] // want beside
}

func deferredWait(s *store) {
	defer s.wg.Wait()
	go s.fillAndSay()
	_ = s.items["a"] // want beside
}

func closed(s *store) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.items["a"] = 1
	}()
	_ = s.items["a"] // want beside
	<-done
	_ = s.items["b"] // want ordered
}

func closedField(s *store) {
	go func() {
		s.items["a"] = 1
		close(s.done)
	}()
	<-s.done
	_ = s.items["b"] // want ordered
}

func lastSend(s *store) {
	done := make(chan error)
	go func() {
		s.items["a"] = 1
		done <- nil
	}()
	_ = s.items["a"] // want beside
	if err := <-done; err != nil {
		return
	}
	_ = s.items["b"] // want ordered
}

func notTheLastSend(s *store) {
	ready := make(chan error)
	go func() {
		ready <- nil
		s.items["a"] = 1
	}()
	<-ready
	_ = s.items["b"] // want beside
}

func receiveLoop(s *store, n int) {
	done := make(chan bool)
	for range n {
		go func() {
			s.items["a"] = 1
			done <- true
		}()
	}
	for range n {
		<-done
	}
	_ = s.items["b"] // want ordered
}

func receivesOne(s *store, n int) {
	done := make(chan bool)
	for range n {
		go func() {
			s.items["a"] = 1
			done <- true
		}()
	}
	<-done
	_ = s.items["b"] // want beside
}

func joinedAndStartedAgain(s *store) {
	go s.fillAndSay()
	s.wg.Wait()
	_ = s.items["a"] // want ordered
	go s.fillAndSay()
	_ = s.items["b"] // want beside
	s.wg.Wait()
	_ = s.items["c"] // want ordered
}

func beforeTheLoop(s *store, n int) {
	s.items["a"] = 1 // want ordered
	for range n {
		_ = s.items["b"] // want beside
		go s.fill()
	}
}
