package audit

import "sync"

type Log struct {
	mu     sync.Mutex
	events map[string]int
	wrote  int
}

func New() *Log {
	return &Log{events: map[string]int{}}
}

func (l *Log) Write(event string) (n int) {
	l.mu.Lock()
	defer func() {
		n = l.events[event]
		l.wrote++
		l.mu.Unlock()
	}()
	l.events[event]++
	return 0
}

func (l *Log) Flush() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer clear(l.events)
	return len(l.events)
}
