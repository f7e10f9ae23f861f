package target

import "sync"

// Late has given the lock back when it counts itself.
type Late struct {
	wg    sync.WaitGroup
	mu    sync.RWMutex
	lines chan string
}

// NewLate starts it.
func NewLate() *Late {
	t := &Late{lines: make(chan string, 4)}
	go t.run()
	return t
}

func (t *Late) run() {
	t.mu.RLock()
	lines := t.lines
	t.mu.RUnlock()
	if lines == nil {
		return
	}
	t.wg.Add(1) // want goroutine/waitgroup-misuse:medium "`t.wg` is told of this goroutine by the goroutine itself"
	defer t.wg.Done()
	for line := range lines {
		println(line)
	}
}

// Close may wait for nothing, and then close the file that the goroutine writes to.
func (t *Late) Close() {
	t.mu.Lock()
	lines := t.lines
	t.lines = nil
	t.mu.Unlock()
	close(lines)
	t.wg.Wait()
}

// Other changes something else before it waits.
type Other struct {
	wg     sync.WaitGroup
	mu     sync.Mutex
	closed bool
	told   bool
}

// NewOther starts it.
func NewOther(work func()) *Other {
	t := &Other{}
	go t.run(work)
	return t
}

func (t *Other) run(work func()) {
	t.mu.Lock()
	if t.closed {
		t.mu.Unlock()
		return
	}
	t.wg.Add(1) // want goroutine/waitgroup-misuse:medium "`t.wg` is told of this goroutine by the goroutine itself"
	t.mu.Unlock()
	defer t.wg.Done()
	work()
}

// Close forgets to say that it is closed.
func (t *Other) Close() {
	t.mu.Lock()
	t.told = true
	t.mu.Unlock()
	t.wg.Wait()
}
