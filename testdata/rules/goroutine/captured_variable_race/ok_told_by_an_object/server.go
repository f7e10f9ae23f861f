package server

import (
	"strings"

	"golint.test/pairs"
)

// conn tells when it was closed.
type conn struct {
	closed chan bool
}

func (c *conn) close() { c.closed <- true }

// Requests counts them until the connection is closed, which another function tells.
func Requests() int {
	c := &conn{closed: make(chan bool, 1)}
	count := 0
	go strings.Map(func(r rune) rune {
		if r == '.' {
			c.close()
		} else {
			count++
		}
		return r
	}, "ab.")
	<-c.closed // mutant:
	return count
}

func Run() {
	pairs.Of(func() { Requests() })
}
