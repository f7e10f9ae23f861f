// Package joined has a lock for both maps: what is joined to a section did not have it before that.
package joined

import (
	"fmt"
	"sync"
)

type world struct {
	sprites map[string]int
	mu      sync.RWMutex
	ids     map[int]bool
}

func (w *world) place(name string, at int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ids[at] {
		return false
	}
	w.ids[at] = true
	w.sprites[name] = at
	return true
}

func (w *world) String() string {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return fmt.Sprintf("%d sprites, %d places", len(w.sprites), len(w.ids))
}

func (w *world) at(name string) int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.sprites[name]
}

// move goes by where it was: both are one step, which the lock that is taken in between does not make of them.
func (w *world) move(name string, by int) {
	old := w.sprites[name]
	fmt.Println(old)
	w.mu.Lock()
	w.ids[old+by] = true
	w.mu.Unlock()
	w.sprites[name] = old + by
}

// Run starts all of them.
func Run() {
	w := &world{sprites: map[string]int{}, ids: map[int]bool{}}
	for n := range 4 {
		go func() {
			w.place("a", n)
			w.move("a", w.at("a"))
			fmt.Println(w.String())
		}()
	}
}

// buckets makes what is not there in a statement behind the look, and goes on with it.
type buckets struct{ levels map[string]*int }

func (b *buckets) take(key string) int {
	level, ok := b.levels[key]
	if !ok {
		level = new(int)
		b.levels[key] = level
	}
	println(key)
	println(*level)
	return *level
}

func (b *buckets) fill(keys []string) {
	for _, key := range keys {
		go b.take(key)
	}
}
