// Package left_beside changes more than maps: a fix for the map says so.
package left_beside

import (
	"container/list"
	"sync"
	"sync/atomic"
)

// hub counts beside its map, without a lock.
type hub struct {
	clients map[int]string
	next    int
	total   atomic.Int64
}

func (h *hub) join(name string) int {
	h.next++
	h.total.Add(1)
	h.clients[h.next] = name
	return h.next
}

// all counts under the lock that the map gets.
type all struct {
	clients map[int]string
	next    int
}

func (a *all) join(name string) {
	a.clients[a.next] = name
	a.next++
}

// recent has a list beside its map.
type recent struct {
	found map[string]*list.Element
	order *list.List
}

func (r *recent) see(k string, wait func()) {
	e := r.found[k]
	wait()
	if e != nil {
		r.order.MoveToFront(e)
	}
}

func (r *recent) add(k string) { r.found[k] = r.order.PushFront(k) }

// limits changes what its elements point to.
type limits struct{ buckets map[string]*bucket }

type bucket struct{ tokens int }

func (l *limits) take(k string) int {
	b := l.buckets[k]
	if b == nil {
		b = &bucket{}
		l.buckets[k] = b
	}
	b.tokens++
	return b.tokens
}

// held does that under the lock that the map gets.
type held struct{ buckets map[string]*bucket }

func (h *held) take(k string) {
	if b := h.buckets[k]; b != nil {
		b.tokens++
		return
	}
	h.buckets[k] = &bucket{}
}

// settings replaces another map, which nobody writes to.
type settings struct {
	values   map[string]string
	watchers map[string]int
}

func (s *settings) Reload(to map[string]string) { s.values = to }

func (s *settings) watch(k string) { s.watchers[k]++ }

// locked has a lock for what is beside.
type locked struct {
	mu    sync.Mutex
	seen  map[string]int
	count int
}

func (l *locked) see(k string) { l.seen[k]++ }

func (l *locked) Add() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count++
}

func Run(h *hub, a *all, r *recent, l *limits, d *held, s *settings, o *locked) {
	for range 4 {
		go func() {
			h.join("a")
			a.join("a")
			r.see("a", func() {})
			r.add("a")
			l.take("a")
			d.take("a")
			s.Reload(map[string]string{})
			s.watch("a")
			o.see("a")
			o.Add()
		}()
	}
}
