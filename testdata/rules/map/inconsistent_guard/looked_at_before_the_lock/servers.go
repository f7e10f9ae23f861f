package servers

import (
	"sync"

	"golint.test/pairs"
)

// Protocol has a server for each address.
type Protocol struct {
	lock    sync.Mutex
	servers map[string]int
}

// Open starts a server unless there is one.
func (p *Protocol) Open(address string) {
	if _, ok := p.servers[address]; ok { // want map/inconsistent-guard:medium "is accessed under `p.lock` in other places, not here"
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	if _, ok := p.servers[address]; !ok {
		p.servers[address] = len(address)
	}
}

// Stop ends all of them.
func (p *Protocol) Stop() {
	for address := range p.servers {
		delete(p.servers, address) // want map/inconsistent-guard:medium "p.servers"
	}
}

func Run() {
	p := &Protocol{servers: map[string]int{}}
	pairs.Of(
		func() { p.Open("a") },
		func() { p.Open("a") },
		p.Stop,
	)
}
