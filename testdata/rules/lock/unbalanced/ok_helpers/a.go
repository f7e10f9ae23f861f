// Package ok_helpers has locks of its own that are made of locks.
package ok_helpers

import "sync"

type Guard struct {
	sync.RWMutex
	depth int
}

func (g *Guard) Lock() {
	g.RWMutex.Lock()
	g.depth++
}

func (g *Guard) Unlock() {
	g.depth--
	g.RWMutex.Unlock()
}

type Box struct {
	guard Guard
	value int
}

func (b *Box) Set(value int) {
	b.guard.Lock()
	defer b.guard.Unlock()
	b.value = value
}

func with(l sync.Locker, do func()) {
	l.Lock()
	defer l.Unlock()
	do()
}

func (b *Box) With(do func()) { with(&b.guard, do) }

func (b *Box) Read() int {
	l := b.guard.RLocker()
	l.Lock()
	defer l.Unlock()
	return b.value
}
