package names

import (
	"testing"
	"time"
)

var known = map[string]int{"first": 1}

func TestRegister(t *testing.T) {
	t.Parallel()
	for range 20 {
		known["second"] = Length("second") // want map/concurrent-access:high "known"
		time.Sleep(time.Millisecond)
	}
}

// TestKnown is run in parallel, too.
func TestKnown(t *testing.T) {
	t.Parallel()
	time.Sleep(2 * time.Millisecond)
	if known["first"] == 0 {
		t.Fatal("nothing is known")
	}
}
