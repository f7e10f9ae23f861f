// Package places has a lock that was declared for one map; the other one is in its sections by chance.
package places

import (
	"fmt"
	"sync"
)

type world struct {
	sprites map[string]int
	idsMu   sync.RWMutex
	ids     map[int]bool // guarded by idsMu
}

func (w *world) place(name string, at int) bool {
	w.idsMu.Lock()
	defer w.idsMu.Unlock()
	if w.ids[at] {
		return false
	}
	w.ids[at] = true
	w.sprites[name] = at
	return true
}

func (w *world) String() string {
	w.idsMu.RLock()
	defer w.idsMu.RUnlock()
	return fmt.Sprintf("%d sprites, %d places", len(w.sprites), len(w.ids))
}

func (w *world) at(name string) int {
	return w.sprites[name]
}

// move goes by where it was: both are one step, which the lock that is taken in between does not make of them.
func (w *world) move(name string, by int) {
	old := w.sprites[name]
	fmt.Println(old)
	w.idsMu.Lock()
	w.ids[old+by] = true
	w.idsMu.Unlock()
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
