package read

import (
	"errors"
	"time"
)

// Timeout returns while the goroutine may still write the results.
func Timeout(read func() (int, error), limit time.Duration) (n int, err error) {
	done := make(chan bool, 1)
	go func() {
		n, err = read() // want goroutine/captured-variable-race:high "`n` is written" goroutine/captured-variable-race:high "`err` is written"
		done <- true
	}()
	select {
	case <-done:
		return n, err
	case <-time.After(limit):
		return 0, errors.New("timeout")
	}
}

func Run() {
	_, _ = Timeout(func() (int, error) { time.Sleep(2 * time.Millisecond); return 1, nil }, time.Microsecond)
	time.Sleep(4 * time.Millisecond)
}
