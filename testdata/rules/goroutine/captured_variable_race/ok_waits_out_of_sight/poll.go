package poll

import "reflect"

// Twice waits for each goroutine by way of a function that is not in sight.
func Twice() bool {
	done := make(chan struct{})
	go func() {
		close(done)
	}()
	wait(reflect.ValueOf(done)) // mutant:
	done = make(chan struct{})
	go func() {
		close(done)
	}()
	wait(reflect.ValueOf(done))
	return done != nil
}

func wait(of reflect.Value) { of.Recv() }

func Run() { Twice() }
