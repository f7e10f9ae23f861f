// Package ok_new makes new values, and looks at old ones through pointers.
package ok_new

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

type Wrapped struct {
	sync.Locker
	n int
}

func made() Counter { return Counter{n: 1} }

func fresh() *Counter {
	c := made()
	d := Counter{}
	var e Counter
	c.mu.Lock()
	d.mu.Lock()
	e.mu.Lock()
	return &c
}

func through(all []Counter, byName map[string]Counter, shared map[string]*Counter) (sum int) {
	for i := range all {
		c := &all[i]
		c.mu.Lock()
		sum += c.n
		c.mu.Unlock()
	}
	for _, c := range shared {
		c.mu.Lock()
		sum += c.n
		c.mu.Unlock()
	}
	for name := range byName {
		sum += byName[name].n
	}
	return sum + all[0].n
}

func borrowed(w Wrapped) int {
	w.Lock()
	defer w.Unlock()
	v := w
	return v.n
}

func reset(c *Counter) {
	*c = Counter{}
	c.mu.Lock()
	c.n = len([]Counter{{n: 1}, {n: 2}})
	c.mu.Unlock()
}
