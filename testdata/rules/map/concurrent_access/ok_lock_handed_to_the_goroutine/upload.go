package upload

import "sync"

// Uploads takes the lock for the goroutine that it starts, which gives it back.
type Uploads struct {
	mu   sync.Mutex
	sent map[string]int
}

func New() *Uploads { return &Uploads{sent: map[string]int{}} }

func (u *Uploads) Upload(names []string) {
	for _, name := range names {
		u.mu.Lock() // mutant:
		go func() {
			u.sent[name]++
			u.mu.Unlock() // mutant:
		}()
	}
}

func (u *Uploads) Resend(names []string) {
	for _, name := range names {
		u.mu.Lock() // mutant:
		go u.one(name)
	}
}

func (u *Uploads) one(name string) {
	defer u.mu.Unlock() // mutant:
	u.sent[name]++
}

// Count has a semaphore of weight one.
func Count(names []string) map[string]int {
	counts := map[string]int{}
	slot := make(chan struct{}, 1)
	for _, name := range names {
		slot <- struct{}{} // mutant:
		go func() {
			defer func() { <-slot }() // mutant:
			counts[name]++
		}()
	}
	slot <- struct{}{}
	return counts
}
