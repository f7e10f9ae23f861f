package dial

import (
	"time"

	"golint.test/pairs"
)

// Request has a header.
type Request struct{ header map[string]string }

// Set is for requests of callers, who share theirs with nobody, or do so at their own risk.
func (r *Request) Set(key, value string) {
	r.header[key] = value // want map/concurrent-access:low "r.header"
}

func (r *Request) write(to chan<- int) { to <- len(r.header) }

// Connect makes a request of its own, which a goroutine writes: nobody else can have it.
func Connect(told func(*Request)) int {
	connect := &Request{header: map[string]string{}}
	written := make(chan int, 1)
	go func() { connect.write(written) }()
	select {
	case n := <-written:
		told(connect)
		return n
	case <-time.After(time.Second):
		return -1
	}
}

func Run() {
	shared := &Request{header: map[string]string{}}
	Connect(func(*Request) {})
	pairs.Of(func() { shared.Set("a", "b") })
}
