package status

import (
	"context"
	"sync"

	"golint.test/pairs"
)

// UnimplementedStatusServer is what generated code has servers embed.
type UnimplementedStatusServer struct{}

// server counts what it sees in a goroutine of its own.
type server struct {
	UnimplementedStatusServer
	seen map[string]int
}

// Watch is no request: it gets none, and answers nothing.
func (s *server) Watch(ctx context.Context) {
	for range 3 {
		s.seen["a"]++
	}
}

// Status answers.
func (s *server) Status(ctx context.Context, name *string) (*string, error) {
	return name, ctx.Err()
}

// Serve watches.
func Serve(ctx context.Context) {
	s := &server{seen: map[string]int{}}
	var wg sync.WaitGroup
	wg.Go(func() { s.Watch(ctx) }) // mutant: for range 2 { wg.Go(func() { s.Watch(ctx) }) }
	wg.Wait()
}

func Run() {
	pairs.Of(func() { Serve(context.Background()) })
}
