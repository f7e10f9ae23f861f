package store

import (
	"net"
	"net/rpc"
	"time"

	"golint.test/pairs"
)

// Args names a key.
type Args struct{ Key string }

// store is called by the server, in a goroutine for each call.
type store struct{ counts map[string]int }

// Put counts without a lock.
func (s *store) Put(args *Args, reply *int) error {
	time.Sleep(time.Millisecond) // so that calls overlap
	s.counts[args.Key]++         // want map/concurrent-access:high "counts"
	return nil
}

// Serve answers calls over a connection.
func Serve(c net.Conn) {
	server := rpc.NewServer()
	if err := server.RegisterName("Store", &store{counts: map[string]int{}}); err == nil {
		server.ServeConn(c)
	}
}

func Run() {
	left, right := net.Pipe()
	go Serve(left)
	client := rpc.NewClient(right)
	defer client.Close()
	for i := 0; i < 3; i++ {
		pairs.Of(func() {
			var reply int
			_ = client.Call("Store.Put", &Args{"a"}, &reply)
		})
	}
}
