package loops

import (
	"sort"

	"golint.test/pairs"
)

// Index asks several goroutines, each of which a function out of sight keeps busy.
type Index struct{ asked map[int]int }

// Search starts them.
func (x *Index) Search(n int, done chan<- int) {
	for range n {
		go sort.Search(3, x.ask)
	}
	done <- n
}

func (x *Index) ask(i int) bool {
	x.asked[i]++ // want map/concurrent-access:high "asked"
	return i > 0
}

func Run() {
	x := &Index{asked: map[int]int{}}
	pairs.Of(func() {
		x.Search(1, make(chan int, 1))
	})
}
