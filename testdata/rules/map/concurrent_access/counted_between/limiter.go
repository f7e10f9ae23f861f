package limiter

import "sync"

// Limiter counts calls.
type Limiter struct {
	calls map[string]int
}

func New() *Limiter { return &Limiter{calls: map[string]int{}} }

func (l *Limiter) allow(key string) {
	l.calls[key]++ // want map/concurrent-access:high "while the goroutine started in `Both` deletes from it"
}

func (l *Limiter) forget(key string) {
	delete(l.calls, key)
}

// Both counts a second goroutine when the first one is on its way: that waits for nothing.
func Both() {
	l := New()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		l.forget("a")
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		l.allow("a")
	}()
	wg.Wait()
}
