package server

import (
	"context"

	"google.golang.org/grpc"
)

type service struct {
	clients map[string]bool
	streams map[string]int
}

// logUnary runs around every call, and calls run at once.
func (s *service) logUnary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	s.remember(info.FullMethod)
	return handler(ctx, req)
}

func (s *service) remember(client string) {
	if !s.clients[client] {
		s.clients[client] = true // want map/concurrent-access:high "clients"
	}
}

func (s *service) countStream(srv interface{}, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	s.streams[info.FullMethod]++ // want map/concurrent-access:high "streams"
	return handler(srv, ss)
}

func Run() {
	s := &service{clients: map[string]bool{}, streams: map[string]int{}}
	grpc.NewServer(grpc.UnaryInterceptor(s.logUnary), grpc.StreamInterceptor(s.countStream)).Call()
}
