package ports

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"
)

// Ports hands out port numbers. The one-slot channel is its lock: whoever has put the token in owns the map.
type Ports struct {
	token chan struct{}
	used  map[int]string
}

func New() *Ports {
	p := &Ports{token: make(chan struct{}, 1), used: map[int]string{}}
	go p.sweep()
	return p
}

func (p *Ports) sweep() {
	for range time.Tick(10 * time.Microsecond) {
		p.token <- struct{}{}
		for port := range p.used {
			delete(p.used, port)
		}
		<-p.token
	}
}

func (p *Ports) Take(port int, owner string) bool {
	p.token <- struct{}{}
	defer func() { <-p.token }()
	if p.used[port] != "" {
		return false
	}
	p.used[port] = owner
	return true
}

func (p *Ports) TryFree(port int) bool {
	select {
	case p.token <- struct{}{}:
		delete(p.used, port)
		<-p.token
		return true
	default:
		return false
	}
}

func (p *Ports) Has(owner string) bool {
	for _, one := range p.used { // want map/inconsistent-guard:high "map `p.used` .* is accessed under `p.token` in 3 of 4 functions"
		if one == owner {
			return true
		}
	}
	return false
}

// Names has a semaphore of weight one.
type Names struct {
	one *semaphore.Weighted
	ids map[string]int
}

func NewNames() *Names {
	n := &Names{one: semaphore.NewWeighted(1), ids: map[string]int{}}
	go n.forget()
	return n
}

func (n *Names) forget() {
	for range time.Tick(10 * time.Microsecond) {
		_ = n.one.Acquire(context.Background(), 1)
		clear(n.ids)
		n.one.Release(1)
	}
}

func (n *Names) Add(name string, id int) {
	_ = n.one.Acquire(context.Background(), 1)
	defer n.one.Release(1)
	n.ids[name] = id
}

func (n *Names) Has(id int) bool {
	for _, one := range n.ids { // want map/inconsistent-guard:high "map `n.ids` .* is accessed under `n.one` in 2 of 3 functions"
		if one == id {
			return true
		}
	}
	return false
}

func Run() {
	p := New()
	for i := range 100 {
		p.Take(i, "a")
		time.Sleep(20 * time.Microsecond)
		_ = p.Has("b")
	}
	p.TryFree(1)
	n := NewNames()
	for i := range 100 {
		n.Add("a", i)
		time.Sleep(20 * time.Microsecond)
		_ = n.Has(-1)
	}
}
