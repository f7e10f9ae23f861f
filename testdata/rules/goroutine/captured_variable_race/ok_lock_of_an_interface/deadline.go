package deadline

import (
	"sync"
	"time"

	"golint.test/pairs"
)

type locker interface {
	lock()
	unlock()
}

type half struct{ mu sync.Mutex }

func (h *half) lock()   { h.mu.Lock() }
func (h *half) unlock() { h.mu.Unlock() }

type gate struct{ token chan bool }

func (g *gate) lock()   { g.token <- true }
func (g *gate) unlock() { <-g.token }

type deadline struct {
	timer   *time.Timer
	expired bool
}

// set keeps the timer under the lock that the timer's function takes.
func (d *deadline) set(mu locker, after time.Duration) {
	mu.lock()         // mutant:
	defer mu.unlock() // mutant:
	var timer *time.Timer
	timer = time.AfterFunc(after, func() {
		mu.lock()         // mutant:
		defer mu.unlock() // mutant:
		if d.timer == timer {
			d.expired = true
		}
	})
	d.timer = timer
}

func Run() {
	pairs.Of(func() {
		(&deadline{}).set(&half{}, 0)
		(&deadline{}).set(&gate{token: make(chan bool, 1)}, 0)
		time.Sleep(time.Millisecond)
	})
}
