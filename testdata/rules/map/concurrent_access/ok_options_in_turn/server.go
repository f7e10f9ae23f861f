package server

import (
	"context"
	"time"
)

type option func(*Server) error

// Server is put together by options, the last of which begins to serve.
type Server struct {
	checkers map[int]string
	cache    *cache
}

type cache struct{ server *Server }

func (c *cache) enabled(kind int) bool { return c.server.checkers[kind] != "" }

type handler struct{ cache *cache }

func (h *handler) start(ctx context.Context) {
	go func() {
		for kind := 0; ctx.Err() == nil; kind++ {
			h.cache.enabled(kind)
			time.Sleep(time.Microsecond)
		}
	}()
}

func withCheckers() option {
	return func(s *Server) error {
		time.Sleep(time.Millisecond)
		for kind := range 3 {
			s.checkers[kind] = "up"
		}
		return nil
	}
}

func withCache(ctx context.Context) option {
	return func(s *Server) error {
		s.cache = &cache{s}
		(&handler{s.cache}).start(ctx)
		return nil
	}
}

// New runs the options in the order that they are in.
func New(ctx context.Context, options ...option) (*Server, error) {
	options = append(options, withCheckers(), withCache(ctx)) // mutant: options = append(options, withCache(ctx), withCheckers())
	s := &Server{checkers: map[int]string{}}
	for i := range options {
		if err := options[i](s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func Run() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	for range 3 {
		if _, err := New(ctx); err != nil {
			panic(err)
		}
	}
	<-ctx.Done()
}
