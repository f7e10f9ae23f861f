package log

import (
	"sync"

	"golint.test/pairs"
)

// Log counts lines by level, for all loggers that come of one.
type Log struct {
	lock   *sync.Mutex
	counts map[string]int
	prefix string
}

// New makes the first one.
func New() *Log {
	return &Log{lock: &sync.Mutex{}, counts: map[string]int{}}
}

// With makes another one, with the same counts under the same lock.
func (l *Log) With(prefix string) *Log {
	l.lock.Lock()
	defer l.lock.Unlock()
	return &Log{counts: l.counts, prefix: l.prefix + prefix, lock: l.lock}
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
	view    string
}

// Viewed is another view of the same fields.
func (c Class) Viewed(view string) Class {
	c.view = view
	return c
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

func Run() {
	l := New()
	pairs.Of(func() { l.Print("a") }, func() { l.With("b").Print("b") })
	h := &Holder{Class{fieldsL: &sync.RWMutex{}, fields: map[string]int{}}}
	pairs.Of(func() { h.Class().Add("a") }, func() { h.Class().Viewed("v").Field("a") })
}
