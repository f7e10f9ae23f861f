package start

import "time"

// Start returns before the goroutine has said what went wrong.
func Start(run func() error) (err error) {
	go func() {
		err = run() // want goroutine/captured-variable-race:high "`err` is written in this goroutine while the function around (reads|writes) it"
	}()
	time.Sleep(time.Millisecond)
	return err
}

func Run() { _ = Start(func() error { return nil }) }
