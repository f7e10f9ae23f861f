package count

import "golint.test/pairs"

// Count does not wait for its goroutine.
func Count() int {
	n, done := 0, make(chan bool)
	go func() {
		n++ // want goroutine/captured-variable-race:high "n"
		close(done)
	}()
	select {
	case <-done:
	default:
	}
	return n
}

func Run() {
	pairs.Of(func() { Count() })
}
