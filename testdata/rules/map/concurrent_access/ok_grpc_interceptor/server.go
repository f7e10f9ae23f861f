package server

import (
	"context"
	"sync"

	"google.golang.org/grpc"
)

type service struct {
	mu      sync.Mutex
	clients map[string]bool
	names   map[string]string // only read once the server runs
}

func (s *service) logUnary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	s.mu.Lock()
	s.clients[s.names[info.FullMethod]] = true
	s.mu.Unlock()
	return handler(ctx, req)
}

func Run() {
	s := &service{clients: map[string]bool{}, names: map[string]string{}}
	s.names["a"] = "b"
	grpc.NewServer(grpc.UnaryInterceptor(s.logUnary)).Call()
}
