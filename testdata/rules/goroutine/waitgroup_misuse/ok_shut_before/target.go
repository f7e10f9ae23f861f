package target

import "sync"

// Target hands lines to a goroutine until it is shut.
type Target struct {
	wg    sync.WaitGroup
	mu    sync.RWMutex
	lines chan string
}

// New starts it.
func New() *Target {
	t := &Target{lines: make(chan string, 4)}
	go t.run()
	return t
}

func (t *Target) run() {
	t.mu.RLock()
	lines := t.lines
	if lines != nil {
		// Nobody waits yet: Close has to set it to nil before.
		t.wg.Add(1)
		defer t.wg.Done()
	}
	t.mu.RUnlock()
	for line := range lines {
		println(line)
	}
}

// Close waits for the goroutine, if it has begun.
func (t *Target) Close() {
	t.mu.Lock()
	lines := t.lines
	t.lines = nil
	t.mu.Unlock()
	close(lines)
	t.wg.Wait()
}
