package peer

import "sync"

type state struct {
	pending map[int]string
}

// Peer handles messages one after the other.
type Peer struct {
	in  chan int
	out chan string
	wg  sync.WaitGroup
}

// Start begins to listen.
func (p *Peer) Start() {
	p.wg.Add(1)
	go p.loop()
}

func (p *Peer) loop() {
	defer p.wg.Done()
	s := &state{pending: map[int]string{}}
	for n := range p.in {
		p.handle(s, n)
	}
}

// handle leaves a goroutine behind that still has the state when the next message comes.
func (p *Peer) handle(s *state, n int) {
	if n%2 == 1 {
		s.pending[n] = "x"
		return
	}
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		found := s.pending[n-1]
		delete(s.pending, n-1) // want map/concurrent-access:high "pending"
		p.out <- found
	}()
}

func Run() {
	p := &Peer{in: make(chan int), out: make(chan string, 100)}
	p.Start()
	for n := range 100 {
		p.in <- n
	}
	close(p.in)
	p.wg.Wait()
}
