package audit

import (
	"net"
	"net/rpc"

	"golint.test/pairs"
)

// Args of a call belong to whoever calls.
type Args struct{ labels map[string]string }

// Set is for who makes the arguments.
func (a *Args) Set(key, value string) {
	a.labels[key] = value // want map/concurrent-access:low "labels"
}

// Audit writes down what is asked of it.
type Audit struct{ log chan string }

// Write answers before the entry is written.
func (s *Audit) Write(args *Args, reply *int) error {
	go func() { s.log <- args.labels["user"] }()
	return nil
}

func Serve(listener net.Listener) {
	rpc.Register(&Audit{log: make(chan string, 1)})
	rpc.Accept(listener)
}

func Run() {
	args := &Args{labels: map[string]string{}}
	pairs.Of(func() {
		service := &Audit{log: make(chan string, 1)}
		var reply int
		service.Write(args, &reply)
		args.Set("user", "a")
		<-service.log
	})
}
