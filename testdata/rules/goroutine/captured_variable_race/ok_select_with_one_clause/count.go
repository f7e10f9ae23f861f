package count

import "golint.test/pairs"

// Count waits for its goroutine.
func Count() int {
	n, done := 0, make(chan bool)
	go func() {
		n++
		close(done)
	}()
	select {
	case <-done: // mutant: case <-make(chan int, 1): default:
	}
	return n
}

// Send hands over what it has counted.
func Send() (n int) {
	counted := make(chan int)
	go func() {
		n++
		select {
		case counted <- n:
		}
	}()
	select {
	case m, ok := <-counted:
		if !ok {
			break
		}
		n += m
	}
	return n
}

func Run() {
	pairs.Of(func() { Count() }, func() { Send() })
}
