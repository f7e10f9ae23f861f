package status

import (
	"context"

	"golint.test/pairs"
)

// UnimplementedStatusServer is what generated code has servers embed.
type UnimplementedStatusServer struct{}

// Server counts requests.
type Server struct {
	UnimplementedStatusServer
	seen map[string]int
}

// New makes one.
func New() *Server {
	return &Server{seen: map[string]int{}}
}

// Status is called for each request.
func (s *Server) Status(ctx context.Context, name *string) (*string, error) {
	s.seen[*name]++ // want map/concurrent-access "seen"
	return name, ctx.Err()
}

func Run() {
	s, name := New(), "a"
	pairs.Of(func() {
		if _, err := s.Status(context.Background(), &name); err != nil {
			panic(err)
		}
	})
}
