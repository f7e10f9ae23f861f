package open

// Goroutines that go on after what looks like their end.

func twoSends(s *store) {
	ready := make(chan error)
	go func() {
		ready <- nil
		s.items["a"] = 1
		ready <- nil
	}()
	<-ready
	_ = s.items["b"] // want beside
}

func deferredAfterLastSend(s *store) {
	done := make(chan error)
	go func() {
		defer s.fill()
		done <- nil
	}()
	<-done
	_ = s.items["b"] // want beside
}
