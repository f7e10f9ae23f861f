package names

import (
	"sync"
	"testing"
	"time"
)

var (
	mu    sync.Mutex
	known = map[string]int{"first": 1}
)

func register(name string) {
	mu.Lock()
	defer mu.Unlock()
	known[name] = Length(name)
}

func TestRegister(t *testing.T) {
	t.Parallel()
	for range 20 {
		register("second")
		time.Sleep(time.Millisecond)
	}
}

func TestLength(t *testing.T) {
	t.Parallel()
	for range 20 {
		register("third")
		time.Sleep(time.Millisecond)
	}
}

// TestKnown is run before those that go on in parallel.
func TestKnown(t *testing.T) {
	t.Log("alone") // mutant: t.Parallel()
	time.Sleep(2 * time.Millisecond)
	if len(known) == 0 {
		t.Fatal("nothing is known")
	}
	t.Run("again", func(t *testing.T) {
		register("fourth")
		for range known {
			time.Sleep(time.Millisecond)
		}
	})
}
