package atomics

import "sync/atomic"

// Failed is in a file that needs the package for nothing else.
func (s *Server) Failed() uint32 {
	return atomic.LoadUint32(&s.failed)
}
