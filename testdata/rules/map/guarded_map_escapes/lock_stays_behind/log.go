package log

import (
	"sync"

	"golint.test/pairs"
)

// Log counts lines by level.
type Log struct {
	lock   *sync.Mutex
	counts map[string]int
	prefix string
}

// New makes one.
func New() *Log {
	return &Log{lock: &sync.Mutex{}, counts: map[string]int{}}
}

// With makes another one, with the same counts under a lock of its own.
func (l *Log) With(prefix string) *Log {
	l.lock.Lock()
	defer l.lock.Unlock()
	return &Log{
		counts: l.counts, // want map/guarded-map-escapes "counts"
		prefix: l.prefix + prefix,
		lock:   &sync.Mutex{},
	}
}

// Bare makes one whose lock is set later on.
func (l *Log) Bare(prefix string) *Log {
	one := &Log{lock: l.lock}
	l.lock.Lock()
	counts := l.counts
	l.lock.Unlock()
	counts[prefix]++ // want map/guarded-map-escapes "counts"
	one.prefix = prefix
	return one
}

// Print counts a line.
func (l *Log) Print(level string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.counts[level]++
}

// Count tells how many there were.
func (l *Log) Count(level string) int {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.counts[level]
}

// Class is passed by value.
type Class struct {
	fieldsL *sync.RWMutex
	fields  map[string]int
}

// Add adds one.
func (c Class) Add(name string) {
	c.fieldsL.Lock()
	c.fields[name]++
	c.fieldsL.Unlock()
}

// Field finds one.
func (c Class) Field(name string) int {
	c.fieldsL.RLock()
	defer c.fieldsL.RUnlock()
	return c.fields[name]
}

// Holder has a class.
type Holder struct {
	class Class
}

// Class hands out the class with its lock.
func (h *Holder) Class() Class {
	return h.class
}

// First asks the class for a field without that lock.
func First(h *Holder, name string) int {
	return h.Class().fields[name] // want map/inconsistent-guard "fields"
}

func Run() {
	l := New()
	pairs.Of(func() { l.Print("a") }, func() { l.With("b").Print("b") })
	pairs.Of(func() { l.Print("a"); l.Count("b") }, func() { l.Bare("b") })
	h := &Holder{Class{fieldsL: &sync.RWMutex{}, fields: map[string]int{}}}
	pairs.Of(func() { h.Class().Add("a"); h.Class().Field("b") }, func() { First(h, "a") })
}
