// Package copies copies structs with their locks.
package copies

import (
	"sync"
	"sync/atomic"
)

type Counter struct {
	mu sync.Mutex
	n  int
}

type Pair struct {
	c [2]Counter
	a atomic.Int64
}

func (c Counter) Get() int { // want lock/copied:high "the receiver `c` is a copy of a `.*Counter`, which contains a `sync.Mutex`"
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func use(c Counter) { // want lock/copied:high "the parameter `c` is a copy of a `.*Counter`"
	c.mu.Lock()
	c.mu.Unlock() // and back
}

func assigned(p *Counter) int {
	q := *p // want lock/copied:high "this assignment copies a `.*Counter`"
	q.mu.Lock()
	return q.n
}

func ranged(all []Counter, byName map[string]Counter) (sum int) {
	for _, c := range all { // want lock/copied:high "the loop variable is a copy"
		c.mu.Lock()
		sum += c.n
	}
	for _, c := range byName { // want lock/copied:high "the loop variable is a copy"
		c.mu.Lock()
		sum += c.n
	}
	return sum
}

func passed(p *Pair) {
	p.c[1].mu.Lock()
	p.c[1].mu.Unlock() // and back
	use(p.c[0])        // want lock/copied:high "this argument is a copy"
}

func returned(p *Counter) Counter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return *p // want lock/copied:high "this result is a copy"
}

func boxed(p *Pair) any {
	p.c[0].mu.Lock()
	p.c[0].mu.Unlock() // and back
	var x any = *p     // want lock/copied:high "this assignment copies a `.*Pair`"
	return x
}
