// Package ok_shapes has shapes that look unbalanced.
package ok_shapes

import "sync"

type Q struct {
	mu sync.Mutex
	n  int
}

func (q *Q) sw(x int) int {
	q.mu.Lock()
	switch x {
	case 1:
		q.mu.Unlock()
		return 1
	case 2:
		q.n = 2
	default:
		q.mu.Unlock()
		return 3
	}
	q.mu.Unlock()
	return 0
}

func (q *Q) gotoo(x int) int {
	q.mu.Lock()
	if x == 1 {
		goto out
	}
	q.n++
out:
	q.mu.Unlock()
	return 0
}

func (q *Q) withErr(f func() error) error {
	var err error
	q.mu.Lock()
	defer func() {
		if r := recover(); r != nil {
			q.mu.Unlock()
			panic(r)
		}
	}()
	err = f()
	q.mu.Unlock()
	return err
}

func (q *Q) once(f func()) {
	q.mu.Lock()
	var once sync.Once
	unlock := func() { once.Do(q.mu.Unlock) }
	defer unlock()
	f()
	unlock()
}

func (q *Q) flag(f func()) {
	unlocked := false
	q.mu.Lock()
	defer func() {
		if !unlocked {
			q.mu.Unlock()
		}
	}()
	f()
	q.mu.Unlock()
	unlocked = true
	f()
}

func (q *Q) iter() func(yield func(int) bool) {
	return func(yield func(int) bool) {
		q.mu.Lock()
		defer q.mu.Unlock()
		for i := 0; i < q.n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func (q *Q) useIter() {
	for range q.iter() {
		q.mu.Lock()
		q.mu.Unlock() // and back
	}
}

func (q *Q) lit() {
	q.mu.Lock()
	func() {
		q.mu.Unlock()
		defer q.mu.Lock()
		q.n++
	}()
	q.mu.Unlock()
}

func (q *Q) swap(o *Q) {
	a, b := q, o
	if a.n > b.n {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
	a.n++
	b.mu.Unlock()
	a.mu.Unlock()
}

func (q *Q) earlyOnly(ok bool) {
	if ok {
		q.mu.Lock()
		q.n++
		q.mu.Unlock()
		return
	}
	q.n--
}

type cleaner struct{ later []func() }

func (c *cleaner) add(f func()) { c.later = append(c.later, f) }

func (q *Q) cleaned(c *cleaner) {
	q.mu.Lock()
	c.add(q.mu.Unlock)
	q.n++
}

func (q *Q) cleanedByLiteral(c *cleaner) {
	q.mu.Lock()
	c.add(func() { q.mu.Unlock() })
	q.n++
}
