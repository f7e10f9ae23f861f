package stream

import (
	"sync"

	"golint.test/pairs"
)

// Stream is what both ends have.
type Stream struct {
	trailer map[string]string
	done    chan struct{}
}

// Trailer may be asked for when the stream has ended.
func (s *Stream) Trailer(key string) string {
	value, ok := s.trailer[key] // want map/inconsistent-guard:low "s\.trailer"
	if !ok {
		return "-"
	}
	return value
}

// ServerStream is that of a server, whose handlers change the trailer.
type ServerStream struct {
	*Stream
	mu sync.Mutex
}

// Set changes the trailer.
func (s *ServerStream) Set(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trailer[key] = value
}

// Drop removes a key.
func (s *ServerStream) Drop(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.trailer, key)
}

// Write sends the trailer.
func (s *ServerStream) Write(send func(key, value string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, value := range s.trailer {
		send(key, value)
	}
}

// ClientStream is that of a client, which reads the trailer once.
type ClientStream struct{ *Stream }

// End ends the stream.
func (c *ClientStream) End(trailer map[string]string) {
	c.trailer = trailer
	close(c.done)
}

func Run() {
	s := &ServerStream{Stream: &Stream{trailer: map[string]string{}}}
	pairs.Of(func() { s.Set("a", "b"); s.Drop("c"); s.Write(func(string, string) {}) }, func() { s.Trailer("a") })
}
