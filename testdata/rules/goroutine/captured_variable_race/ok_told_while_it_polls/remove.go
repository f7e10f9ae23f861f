package remove

import (
	"io"
	"sync/atomic"
	"time"
)

// progress returns when it was told the end: there is no other way out of its loop.
func progress(count *atomic.Int64, out io.Writer, done chan struct{}) {
	tick := time.NewTicker(time.Millisecond)
	for {
		select {
		case <-tick.C:
			_, _ = out.Write([]byte{byte(count.Load())})
		case <-done:
			tick.Stop()
			return
		}
	}
}

// Remove reads the result when its progress was told to the end.
func Remove(names []string, remove func(string) error, out io.Writer) error {
	done := make(chan struct{})
	var count atomic.Int64
	var err error
	go func() {
		for _, name := range names {
			if err = remove(name); err != nil {
				break
			}
			count.Add(1)
		}
		close(done)
	}()
	progress(&count, out, done) // mutant:
	return err
}

func Run() {
	_ = Remove([]string{"a", "b"}, func(string) error { return nil }, io.Discard)
}
