package server

import "time"

// Option is one part.
type Option func(*Server) error

// Server is put together by options.
type Server struct {
	checkers map[int]string
	leader   *Leader
}

// Leader is asked once the others have chosen this one.
type Leader struct {
	server *Server
	Ended  chan struct{}
}

// Lead begins to look.
func (l *Leader) Lead() {
	go func() {
		for kind := range 100 {
			_ = l.server.checkers[kind]
			time.Sleep(time.Microsecond)
		}
		close(l.Ended)
	}()
}

// WithCheckers is the option with a checker for each kind.
func WithCheckers(kinds int) Option {
	return func(s *Server) error {
		for kind := range kinds {
			s.checkers[kind] = "up" // want map/concurrent-access:low "checkers"
		}
		return nil
	}
}

func withLeader(leader *Leader) Option {
	return func(s *Server) error {
		s.leader = leader
		leader.server = s
		return nil
	}
}

// New runs the options on a server that it has made.
func New(leader *Leader, options ...Option) (*Server, error) {
	options = append(options, withLeader(leader), WithCheckers(3))
	s := &Server{checkers: map[int]string{}}
	for i := range options {
		if err := options[i](s); err != nil {
			return nil, err
		}
	}
	return s, nil
}
