// Package grpc stands in for the library: each call runs in a goroutine of its own.
package grpc

import (
	"context"
	"sync"
)

// UnaryServerInfo names the method.
type UnaryServerInfo struct{ FullMethod string }

// UnaryHandler answers a call.
type UnaryHandler func(ctx context.Context, req any) (any, error)

// UnaryServerInterceptor runs around each call.
type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (any, error)

// ServerStream is one call with many messages.
type ServerStream interface{ Context() context.Context }

// StreamServerInfo names the method.
type StreamServerInfo struct{ FullMethod string }

// StreamHandler answers such a call.
type StreamHandler func(srv any, stream ServerStream) error

// StreamServerInterceptor runs around each such call.
type StreamServerInterceptor func(srv any, ss ServerStream, info *StreamServerInfo, handler StreamHandler) error

// Server answers calls.
type Server struct {
	unary  []UnaryServerInterceptor
	stream []StreamServerInterceptor
}

// ServerOption configures a server.
type ServerOption func(*Server)

// UnaryInterceptor adds one.
func UnaryInterceptor(i UnaryServerInterceptor) ServerOption {
	return func(s *Server) { s.unary = append(s.unary, i) }
}

// StreamInterceptor adds one.
func StreamInterceptor(i StreamServerInterceptor) ServerOption {
	return func(s *Server) { s.stream = append(s.stream, i) }
}

// NewServer makes a server.
func NewServer(options ...ServerOption) *Server {
	s := &Server{}
	for _, option := range options {
		option(s)
	}
	return s
}

// Call answers two calls at once.
func (s *Server) Call() {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for _, run := range s.unary {
				_, _ = run(context.Background(), nil, &UnaryServerInfo{}, func(context.Context, any) (any, error) { return nil, nil })
			}
			for _, run := range s.stream {
				_ = run(nil, nil, &StreamServerInfo{}, func(any, ServerStream) error { return nil })
			}
		})
	}
	wg.Wait()
}
