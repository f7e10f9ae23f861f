package view

import (
	"sync"

	"golint.test/pairs"
)

type watcher struct {
	mu    sync.Mutex
	calls map[string]func()
}

func (w *watcher) watch(name string, call func()) {
	w.mu.Lock()
	w.calls[name] = call
	w.mu.Unlock()
}

// Notify calls who watches the name.
func (w *watcher) Notify(name string) {
	w.mu.Lock()
	call := w.calls[name]
	w.mu.Unlock()
	call()
}

// View has files that change when the watcher says so.
type View struct {
	watcher *watcher
	mu      sync.Mutex
	files   map[string]int
}

// Open is the version of a file, which is watched from then on.
func (v *View) Open(name string) int {
	v.watcher.watch(name, func() { v.changed(name) })
	v.mu.Lock()
	defer v.mu.Unlock()
	v.files[name]++
	return v.files[name]
}

// Close forgets a file.
func (v *View) Close(name string) {
	v.mu.Lock()
	delete(v.files, name)
	v.mu.Unlock()
}

func (v *View) version(name string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.files[name]
}

// changed takes the lock for the version, so that nobody who calls it has it.
func (v *View) changed(name string) {
	if v.version(name) == 0 {
		return
	}
	for file := range v.files { // want map/inconsistent-guard:medium "under `v\.mu` in 3 of 4 functions, not here"
		_ = file
	}
}

func Run() {
	v := &View{watcher: &watcher{calls: map[string]func(){}}, files: map[string]int{}}
	v.Open("a")
	pairs.Of(func() { v.Open("b") }, func() { v.watcher.Notify("a") })
}
