package early

import "time"

// conn has a channel that nobody waits for on the way to the result.
type conn struct {
	closed chan bool
}

func serve(c *conn, handle func()) {
	handle()
	c.closed <- true
}

// Requests only waits some time.
func Requests() int {
	c := &conn{closed: make(chan bool, 1)}
	count := 0
	go func() {
		serve(c, func() {
			count++ // want goroutine/captured-variable-race:high "`count` is written"
		})
	}()
	<-time.After(time.Millisecond)
	found := count
	<-c.closed
	return found
}

func Run() { Requests() }
