package server

import (
	"sync/atomic"

	"golint.test/pairs"
)

// Server counts.
type Server struct {
	conns  int64
	closed int32
}

// Accept counts one.
func (s *Server) Accept() { atomic.AddInt64(&s.conns, 1) }

// Reset forgets that others count.
func (s *Server) Reset() {
	s.conns = 0 // want lock/atomic-misuse:high "`s.conns` is written plainly here, while `\(\*Server\).Accept` writes it through sync/atomic"
}

// Close says so.
func (s *Server) Close() { atomic.StoreInt32(&s.closed, 1) }

// Closed may never see it.
func (s *Server) Closed() bool {
	return s.closed == 1 // want lock/atomic-misuse:medium "`s.closed` is read plainly here, while `\(\*Server\).Close` writes it"
}

var total uint64

// Add adds.
func Add(n uint64) { atomic.AddUint64(&total, n) }

// Total reads.
//
//go:noinline
func Total() uint64 {
	return total // want lock/atomic-misuse:medium "`total` is read plainly"
}

func Run() {
	s := &Server{}
	pairs.Of(func() {
		s.Reset()
		s.Accept()
	})
	pairs.Of(func() {
		s.Closed()
		s.Close()
	})
	pairs.Of(func() {
		Total()
		Add(1)
	})
}
