package tables

import (
	"sync"

	"golint.test/pairs"
)

const (
	byName = iota
	byNumber
)

// Tables has two maps, and the lock of each under its number.
type Tables struct {
	locks   [2]sync.Mutex
	names   map[string]int
	numbers map[int]string
}

// Put enters a name with its number.
func (t *Tables) Put(name string, number int) {
	t.locks[byName].Lock() // mutant: t.locks[number%2].Lock()
	t.names[name] = number
	t.locks[byName].Unlock() // mutant: t.locks[number%2].Unlock()
	lock := &t.locks[byNumber]
	lock.Lock()
	defer lock.Unlock()
	t.numbers[number] = name
}

func Run() {
	pairs.Of(func() {
		t := &Tables{names: map[string]int{}, numbers: map[int]string{}}
		var wg sync.WaitGroup
		for number, name := range []string{"a", "b", "c"} {
			wg.Go(func() { t.Put(name, number) })
		}
		wg.Wait()
	})
}
