package functions

import "sync"

// Pool waits for its workers.
type Pool struct {
	wg   sync.WaitGroup
	jobs chan int
}

type owner struct{ pool *Pool }

// Start starts them from two places.
func (p *Pool) Start(n int) {
	for range n {
		go p.work()
	}
}

func (o *owner) more() {
	// One more.
	go o.pool.work()
}

func (p *Pool) work() {
	defer p.wg.Done()
	p.wg.Add(1) // want goroutine/waitgroup-misuse:medium "`p.wg`"
	for range p.jobs {
	}
}

// Wait may return before they have begun.
func (p *Pool) Wait() { p.wg.Wait() }

// Watcher has a loop that is also called directly.
type Watcher struct {
	wg   sync.WaitGroup
	stop chan bool
}

// Start starts it.
func (w *Watcher) Start() {
	go w.loop()
}

// Run stays.
func (w *Watcher) Run() { w.loop() }

func (w *Watcher) loop() {
	w.wg.Add(1) // want goroutine/waitgroup-misuse:medium "`w.wg`"
	defer w.wg.Done()
	<-w.stop
}

// Wait waits.
func (w *Watcher) Wait() { w.wg.Wait() }

// Both starts it as a value.
type Both struct{ wg sync.WaitGroup }

// Start starts it.
func (b *Both) Start(then func(func())) {
	go b.once()
	then(b.once)
}

func (b *Both) once() {
	b.wg.Add(1) // want goroutine/waitgroup-misuse:medium "`b.wg`"
	defer b.wg.Done()
}

// Wait waits.
func (b *Both) Wait() { b.wg.Wait() }

// Open has a loop that others may start.
type Open struct{ wg sync.WaitGroup }

// Start starts it.
func (o *Open) Start() {
	go o.Loop()
}

// Loop is exported.
func (o *Open) Loop() {
	o.wg.Add(1) // want goroutine/waitgroup-misuse:medium "`o.wg`"
	defer o.wg.Done()
}

// Wait waits.
func (o *Open) Wait() { o.wg.Wait() }

var all sync.WaitGroup

// Go starts one that is counted by a variable.
func Go(n int) {
	go one(n)
	all.Wait()
}

func one(n int) {
	all.Add(1) // want goroutine/waitgroup-misuse "`all`"
	defer all.Done()
	_ = n
}

// Each gives the group away.
func Each(names []string) {
	var wg sync.WaitGroup
	for range names {
		go each(&wg)
	}
	wg.Wait()
}

func each(wg *sync.WaitGroup) {
	wg.Add(1)
	defer wg.Done()
}

// Embedded is started through what embeds it.
type Embedded struct{ wg sync.WaitGroup }

type outer struct{ Embedded }

func (o *outer) start() {
	go o.turn()
	o.wg.Wait()
}

func (e *Embedded) turn() {
	e.wg.Add(1) // want goroutine/waitgroup-misuse "`e.wg`"
	defer e.wg.Done()
}

var _ = []any{(*owner).more, (*outer).start}
