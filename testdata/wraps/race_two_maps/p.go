package p

import (
	"fmt"
	"sync"
)

type bus struct {
	stats map[string]int
	done  map[int]bool
}

func (b *bus) emit(name string, at int) {
	b.stats[name]++
	b.done[at] = true
}

func (b *bus) sum() int {
	n := 0
	for _, one := range b.stats {
		n += one
	}
	return n
}

// What stands behind a map only looks, at the other map or by a function.
func (b *bus) report() string {
	return fmt.Sprintln(len(b.done), b.stats["tick"], b.sum(), len(b.stats))
}

// Race is what may not be done with plain maps.
func Race() {
	b := &bus{stats: map[string]int{}, done: map[int]bool{}}
	var wg sync.WaitGroup
	for at := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			b.emit("tick", at)
			b.report()
		}()
	}
	wg.Wait()
}

// Run is what one goroutine does.
func Run() string {
	b := &bus{stats: map[string]int{}, done: map[int]bool{}}
	b.emit("tick", 1)
	b.emit("tick", 2)
	return b.report()
}
