package pool

import (
	"sync"

	"golint.test/pairs"
)

// Pool fills its table once, before the first goroutine; goroutines that end start others.
type Pool struct {
	once  sync.Once
	mu    sync.Mutex
	queue []chan int
	table map[string]int
}

func (p *Pool) fill() {
	p.table["a"] = 1
}

// Clone needs the table, too.
func (p *Pool) Clone() int {
	p.once.Do(p.fill) // mutant: p.fill()
	return len(p.table)
}

// Get fills the table, and starts the first goroutine.
func (p *Pool) Get() int {
	p.once.Do(p.fill)
	found := make(chan int, 1)
	p.mu.Lock()
	p.queue = append(p.queue, found)
	p.next()
	p.mu.Unlock()
	return <-found
}

// Put makes room for one that waits: then its Get has filled the table.
func (p *Pool) Put() {
	p.mu.Lock()
	p.next()
	p.mu.Unlock()
}

func (p *Pool) next() {
	if len(p.queue) > 0 {
		found := p.queue[0]
		p.queue = p.queue[1:]
		go func() { p.dial(found) }()
	}
}

func (p *Pool) dial(found chan<- int) {
	found <- p.table["a"]
}

func Run() {
	p := &Pool{table: map[string]int{}}
	pairs.Of(func() {
		p.Get()
		p.Put()
		p.Clone()
	})
}
