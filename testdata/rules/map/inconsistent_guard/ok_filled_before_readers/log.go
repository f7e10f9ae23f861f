package log

import (
	"sync"

	"golint.test/pairs"
)

// Log is filled while it is opened.
type Log struct {
	lock    sync.RWMutex
	deleted map[string]int
	asked   map[string]int
	names   []*Log
}

// Open makes a log, and lets it load itself.
func Open(names []string) *Log {
	l := &Log{deleted: map[string]int{}, asked: map[string]int{}}
	l.names = append(l.names, l)
	l.load(names)
	return l
}

func (l *Log) load(names []string) {
	for number, name := range names {
		l.deleted[name] = number
	}
}

// Has looks a name up.
func (l *Log) Has(name string) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.asked[name]++
	_, ok := l.deleted[name]
	return ok
}

// Count counts the names.
func (l *Log) Count() int {
	l.lock.RLock()
	defer l.lock.RUnlock()
	return len(l.deleted)
}

func Run() {
	l := Open([]string{"a"})
	pairs.Of(func() { l.Has("a") }, func() { l.Count() })
}
