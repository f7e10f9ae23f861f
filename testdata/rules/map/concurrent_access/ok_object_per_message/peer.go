package peer

import "sync"

type state struct {
	pending map[int]string
}

// Peer handles messages one after the other.
type Peer struct {
	in chan int
	wg sync.WaitGroup
}

// Start begins to listen.
func (p *Peer) Start() {
	p.wg.Add(1)
	go p.loop()
}

func (p *Peer) loop() {
	defer p.wg.Done()
	var s *state
	for n := range p.in {
		s = &state{pending: map[int]string{}} // mutant: if s == nil { s = &state{pending: map[int]string{}} }
		p.handle(s, n)
	}
}

// handle leaves a goroutine behind that has a state of its own.
func (p *Peer) handle(s *state, n int) {
	s.pending[n] = "x"
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		delete(s.pending, n)
	}()
}

func Run() {
	p := &Peer{in: make(chan int)}
	p.Start()
	for n := range 100 {
		p.in <- n
	}
	close(p.in)
	p.wg.Wait()
}
