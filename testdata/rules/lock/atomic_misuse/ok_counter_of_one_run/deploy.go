package deploy

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

// counter counts what is not done yet.
type counter struct{ total, pending int32 }

func newCounter(total int) *counter { return &counter{int32(total), int32(total)} }

func (c *counter) markDone() { atomic.AddInt32(&c.pending, -1) }

func summary(c *counter) string { return fmt.Sprintf("%d of %d", c.pending, c.total) }

// Monitor waits for deployments.
type Monitor struct{ deployments []string }

// Check may be called by several goroutines: each call has a counter of its own, and reads it when all is done.
func (m *Monitor) Check() string {
	c := newCounter(len(m.deployments))
	var wg sync.WaitGroup
	for range m.deployments {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.markDone()
		}()
	}
	wg.Wait() // mutant: defer wg.Wait()
	return summary(c)
}

// Run checks twice at once.
func Run() {
	m := &Monitor{[]string{"a", "b", "c"}}
	check := func() { m.Check() }
	pairs.Of(check, check)
}
