package state

import (
	"errors"
	"fmt"
	"sync/atomic"
)

type failed struct{ why string }

func (f *failed) Error() string { return f.why }

var last atomic.Value

// Fail stores the first type.
func Fail(why string) { last.Store(&failed{why}) }

// Clear stores a second one.
func Clear() { last.Store("") } // want map/syncmap-type-mismatch:high "with a `string` here and with a `\*failed` elsewhere: the second Store panics"

var first atomic.Value

// Remember stores an interface: its type is not known.
func Remember(text string) {
	first.Store(errors.New(text))
	first.Store(fmt.Errorf("%s", text))
}
