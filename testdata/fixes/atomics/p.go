package atomics

import (
	"fmt"
	"sync/atomic"
)

// Server counts.
type Server struct {
	name   string
	conns  int64  // open ones
	failed uint32 // all of them

	phase int32
	limit int32
	total uint64
}

func New() *Server { return &Server{name: "a"} }

func (s *Server) Accept(n int64) (int64, bool) {
	defer atomic.AddInt64(&s.conns, -1)
	if atomic.AddInt64(&s.conns, n) > 10+n {
		atomic.AddUint32(&s.failed, ^uint32(0))
	}
	return atomic.LoadInt64(&s.conns), atomic.CompareAndSwapInt64(&s.conns, 1, 2*n)
}

func (s *Server) Reset() {
	s.conns = 0
	s.failed++
	s.failed--
	s.failed += 2
}

func (s *Server) String() string {
	return fmt.Sprint(s.name, int(s.conns)*2+1, s.conns+1 > 2)
}

// Refused: a look and a write.
func (s *Server) Next() {
	if s.phase < 3 {
		s.phase = 3
	}
}

func (s *Server) Phase() int32 { return atomic.SwapInt32(&s.phase, 1) }

// Refused: the address goes elsewhere.
func (s *Server) Limit() *int32 { return &s.limit }

func (s *Server) SetLimit(limit int32) {
	s.limit = limit
	atomic.StoreInt32(&s.limit, limit)
}

func (s *Server) Loop(stop chan int) {
	for i := range 3 {
		go func() {
			s.Accept(1)
			s.Reset()
			s.Next()
			s.Phase()
			s.SetLimit(3)
			Count()
			fmt.Println(s, Counted(), i)
		}()
	}
	<-stop
}

var counted uint64

func Count() { atomic.AddUint64(&counted, 1) }

func Counted() uint64 { return counted }
