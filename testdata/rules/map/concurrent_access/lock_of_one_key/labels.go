package labels

import (
	"sync"

	"golint.test/pairs"
)

// Locks are made when they are first asked for.
type Locks struct {
	mu    sync.Mutex
	names map[string]*sync.Mutex
}

func (l *Locks) of(name string) *sync.Mutex {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.names[name] == nil {
		l.names[name] = &sync.Mutex{}
	}
	return l.names[name]
}

// Labels of names: the lock of a name keeps others from that name, and not from the map.
type Labels struct {
	locks  Locks
	labels map[string]string
}

// Set labels a name.
func (l *Labels) Set(name, label string) {
	lock := l.locks.of(name)
	lock.Lock()
	l.labels[name] = label // want map/concurrent-access:high "l\.labels"
	lock.Unlock()
}

// SetAll labels names, each in a goroutine.
func (l *Labels) SetAll(names []string, label string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { l.Set(name, label) })
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() {
		l := &Labels{locks: Locks{names: map[string]*sync.Mutex{}}, labels: map[string]string{}}
		l.SetAll([]string{"a", "b", "c"}, "x")
	})
}
