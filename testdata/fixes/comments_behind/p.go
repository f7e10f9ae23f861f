// Package comments_behind has comments behind consecutive statements, which gofmt aligns: lines of a lock part them.
package comments_behind

import "sync"

type T struct {
	mu    sync.RWMutex
	items map[string]int
	other int
}

func (t *T) Put(k string, v int) {
	t.mu.Lock()
	t.items[k] = v
	t.mu.Unlock()
}

func (t *T) Sum() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n := 0
	for _, v := range t.items {
		n += v
	}
	return n
}

func (t *T) Del(k string) {
	t.mu.Lock()
	delete(t.items, k)
	t.mu.Unlock()
}

func work(string) int { return 1 }

func (t *T) Mixed(k string) {
	a := 1              // one
	longName := work(k) // two
	t.items[k] = a      // three
	b := work("x")      // four
	cc := work("y")     // five
	_, _, _ = longName, b, cc
}

func (t *T) Early(k string) int {
	x := 1              // one
	yyyy := 2           // two
	if t.items[k] > 0 { // three
		return x // four
	}
	z := yyyy // five
	return z  // six
}

func start() {
	t := &T{items: map[string]int{}}
	for range 3 {
		go func() { t.Put("a", 1); t.Mixed("a"); t.Early("a") }()
	}
	t.Mixed("b")
	t.Early("c")
}

// registry has no lock.
type registry struct {
	names map[string]int // by name
}

func (r *registry) add(k string) {
	n := len(k)    // five
	r.names[k] = n // six
}

func run(r *registry) {
	size := 4                // goroutines
	seen := map[string]int{} // by all of them
	var wg sync.WaitGroup    // until all have ended
	for range size {
		wg.Go(func() {
			r.add("a")  // seven
			seen["a"]++ // eight
		})
	}
	wg.Wait()
}

func startAll() { run(&registry{names: map[string]int{}}) }
