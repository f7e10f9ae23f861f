package deploy

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

type counter struct{ total, pending int32 }

func newCounter(total int) *counter { return &counter{int32(total), int32(total)} }

func (c *counter) markDone() { atomic.AddInt32(&c.pending, -1) }

func summary(c *counter) string {
	return fmt.Sprintf("%d of %d", c.pending, c.total) // want lock/atomic-misuse:medium "`c.pending` is read plainly here"
}

// Monitor waits for deployments, and counts those of all calls.
type Monitor struct {
	deployments []string
	left        *counter
}

// New makes one.
func New(deployments ...string) *Monitor {
	return &Monitor{deployments, newCounter(len(deployments))}
}

// Check reads the counter when its own goroutines have ended, and not those of another call.
func (m *Monitor) Check() string {
	var wg sync.WaitGroup
	for range m.deployments {
		wg.Add(1)
		go func() {
			defer wg.Done()
			m.left.markDone()
		}()
	}
	wg.Wait()
	return summary(m.left)
}

// Run checks twice at once.
func Run() {
	m := New("a", "b", "c")
	check := func() { m.Check() }
	pairs.Of(check, check)
}
