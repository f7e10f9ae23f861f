package keys

import "sync"

// Locks has a lock for each name.
type Locks struct {
	mu    sync.Mutex
	locks map[string]*sync.Mutex
}

func (l *Locks) of(name string) *sync.Mutex {
	l.mu.Lock()
	defer l.mu.Unlock()
	found, ok := l.locks[name]
	if !ok {
		found = &sync.Mutex{}
		l.locks[name] = found
	}
	return found
}

// LockName takes the lock of a name.
func (l *Locks) LockName(name string) { l.of(name).Lock() } // mutant: func (l *Locks) LockName(name string) {}

// UnlockName gives it back.
func (l *Locks) UnlockName(name string) { l.of(name).Unlock() } // mutant: func (l *Locks) UnlockName(name string) {}

// Locked returns the function that gives the lock back.
func (l *Locks) Locked(name string) func() {
	l.LockName(name)
	return func() { l.UnlockName(name) }
}

// Count counts under the lock of a name.
func Count(locks *Locks, times int) int {
	n := 0
	var wg sync.WaitGroup
	for range times {
		wg.Add(2)
		go func() {
			defer wg.Done()
			locks.LockName("n")
			n++
			locks.UnlockName("n")
		}()
		go func() {
			defer wg.Done()
			defer locks.Locked("n")()
			n++
		}()
	}
	wg.Wait()
	return n
}

func Run() { Count(&Locks{locks: map[string]*sync.Mutex{}}, 4) }
