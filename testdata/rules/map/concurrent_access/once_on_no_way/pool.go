package pool

import (
	"sync"
	"time"

	"golint.test/pairs"
)

// Pool fills its table once, which its own goroutine does not ask for.
type Pool struct {
	once  sync.Once
	table map[string]int
}

func (p *Pool) fill() {
	p.table["a"] = 1
}

// Get fills the table.
func (p *Pool) Get() int {
	p.once.Do(p.fill)
	return p.table["a"]
}

// Start looks at it without.
func (p *Pool) Start() {
	go p.loop()
}

func (p *Pool) loop() {
	_ = len(p.table) // want map/concurrent-access:medium "map `p.table` is measured here|map `p.table` is read here|takes the length"
}

func Run() {
	pairs.Of(func() {
		p := &Pool{table: map[string]int{}}
		p.Start()
		p.Get()
		time.Sleep(time.Millisecond)
	})
}
