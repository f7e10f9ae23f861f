package drain

import "time"

// Drain polls until the goroutine has deleted everything; a sleep orders nothing.
func Drain(names []string, shut func(string)) {
	pending := make(map[string]bool, len(names))
	for _, name := range names {
		pending[name] = true
	}
	go func() {
		for _, name := range names {
			shut(name)
			delete(pending, name) // want map/concurrent-access:high "pending"
		}
	}()
	for len(pending) > 0 {
		time.Sleep(time.Millisecond)
	}
}

func Run() { Drain([]string{"a", "b"}, func(string) {}) }
