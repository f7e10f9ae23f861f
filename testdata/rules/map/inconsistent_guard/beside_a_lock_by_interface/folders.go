package folders

import (
	"sync"

	"example.org/keylock"

	"golint.test/pairs"
)

type state struct {
	mu    sync.Mutex
	files map[string]int
}

func (s *state) set(name string, n int) {
	s.mu.Lock()
	s.files[name] = n
	s.mu.Unlock()
}

func (s *state) drop(name string) {
	s.mu.Lock()
	delete(s.files, name)
	s.mu.Unlock()
}

func (s *state) sum() (sum int) {
	for _, n := range s.files { // want map/inconsistent-guard:high "under `s\.mu` in 2 of 3 functions, not here"
		sum += n
	}
	return sum
}

// Folders has the states of folders, under a lock of a library, which is not that of the states.
type Folders struct {
	mu     keylock.Mutex
	states map[string]*state
}

// New has one folder.
func New(name string) *Folders {
	return &Folders{mu: keylock.NewMutex(), states: map[string]*state{name: {files: map[string]int{}}}}
}

func (f *Folders) state(name string) *state {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.states[name]
}

// Set changes a file's number.
func (f *Folders) Set(folder, name string, n int) { f.state(folder).set(name, n) }

// Drop forgets a file.
func (f *Folders) Drop(folder, name string) { f.state(folder).drop(name) }

// Sum adds up all numbers of a folder.
func (f *Folders) Sum(folder string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.states[folder].sum()
}

func Run() {
	f := New("a")
	pairs.Of(func() { f.Set("a", "x", 1); f.Drop("a", "y") }, func() { f.Sum("a") })
}
