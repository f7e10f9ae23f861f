package retry

import (
	"time"

	"golint.test/pairs"
)

// Transfer tries again later, with variables of its own.
func Transfer(left int, move func() bool) {
	retry := left > 0 // mutant: retry := true
	defer func() {
		if retry {
			time.AfterFunc(time.Microsecond, func() { Transfer(left-1, move) }) // mutant: time.AfterFunc(time.Microsecond, func() { retry = false })
		}
	}()
	if move() {
		retry = false // mutant: time.Sleep(time.Millisecond)
	}
}

// Watch writes after it has started the timer in the mutant.
func Watch() bool {
	on := true
	time.AfterFunc(time.Microsecond, func() { Watching(on) }) // mutant: time.AfterFunc(time.Microsecond, func() { on = false })
	time.Sleep(time.Millisecond)
	return on
}

// Watching does nothing.
func Watching(bool) {}

func Run() {
	pairs.Of(func() {
		Transfer(2, func() bool { return false })
		Watch()
	})
}
