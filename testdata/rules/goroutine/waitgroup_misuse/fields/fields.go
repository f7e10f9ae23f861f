package fields

import "sync"

// Server waits for its loops.
type Server struct {
	loops sync.WaitGroup
	stop  chan bool
}

// Start starts one.
func (s *Server) Start() {
	go func() {
		s.loops.Add(1) // want goroutine/waitgroup-misuse:medium "`s.loops`"
		defer s.loops.Done()
		<-s.stop
	}()
	go s.loop()
}

func (s *Server) loop() {
	s.loops.Add(1) // want goroutine/waitgroup-misuse:medium "`s.loops`"
	defer s.loops.Done()
	<-s.stop
}

// Stop may return while they run.
func (s *Server) Stop() {
	close(s.stop)
	s.loops.Wait()
}
