package state

import (
	"encoding/json"
	"fmt"
	"sync"

	"golint.test/pairs"
)

// Own encodes and prints itself, under its lock.
type Own struct {
	mu   sync.Mutex
	Jobs map[string]int
}

func (o *Own) Put(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.Jobs[name]++
}

func (o *Own) Forget(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.Jobs, name)
}

func (o *Own) MarshalJSON() ([]byte, error) {
	o.mu.Lock()         // mutant:
	defer o.mu.Unlock() // mutant:
	return json.Marshal(o.Jobs)
}

func (o *Own) String() string {
	o.mu.Lock()         // mutant:
	defer o.mu.Unlock() // mutant:
	return fmt.Sprint(o.Jobs)
}

func (o *Own) show() string {
	text, _ := json.Marshal(o)
	return fmt.Sprintf("%s %v", text, o)
}

// Hidden is not encoded as a whole, and not printed through pointers.
type Hidden struct {
	mu     sync.Mutex
	Name   string
	Secret map[string]int `json:"-"`
	jobs   map[string]int
	Inner  *Inner
}

// Inner is printed as an address there.
type Inner struct{ names map[string]int }

func (h *Hidden) Put(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Secret[name]++
	h.jobs[name]++
	h.Inner.names[name]++
}

func (h *Hidden) Forget(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.Secret, name)
	delete(h.jobs, name)
	delete(h.Inner.names, name)
}

func (h *Hidden) show() string {
	text, _ := json.Marshal(h)
	return fmt.Sprintf("%s at %p of %T: %v", text, h, h, []*Inner{h.Inner})
}

// Locked holds the lock.
type Locked struct {
	mu   sync.Mutex
	Jobs map[string]int
}

func (l *Locked) Put(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Jobs[name]++
}

func (l *Locked) show() ([]byte, error) {
	l.mu.Lock()         // mutant:
	defer l.mu.Unlock() // mutant:
	return json.Marshal(l)
}

func Run() {
	o := &Own{Jobs: map[string]int{"a": 1}}
	pairs.Of(func() { o.Put("a") }, func() { o.show() })
	l := &Locked{Jobs: map[string]int{"a": 1}}
	pairs.Of(func() { l.Put("a") }, func() { l.show() })
	h := &Hidden{Secret: map[string]int{}, jobs: map[string]int{}, Inner: &Inner{map[string]int{}}}
	pairs.Of(func() { h.Put("a") }, func() { h.show() })
}
