// Package clockwork has the shape of github.com/jonboulle/clockwork, so that test data can use it without a network.
package clockwork

import "time"

// Timer is a timer.
type Timer interface {
	Reset(d time.Duration) bool
	Stop() bool
}

// Clock tells the time.
type Clock interface {
	AfterFunc(d time.Duration, f func()) Timer
}

type realClock struct{}

// NewRealClock gives the clock of the machine.
func NewRealClock() Clock { return realClock{} }

func (realClock) AfterFunc(d time.Duration, f func()) Timer { return time.AfterFunc(d, f) }
