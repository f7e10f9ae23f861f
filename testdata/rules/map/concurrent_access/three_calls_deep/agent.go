package agent

import "sync"

type agent struct {
	peers map[string]int
}

func (a *agent) serve(address string) {
	for range 2 {
		a.handle(address)
	}
}

func (a *agent) handle(address string) { a.note(address) }

func (a *agent) note(address string) {
	a.peers[address]++ // want map/concurrent-access:high "peers"
}

// Start serves every address on a goroutine of its own.
func Start(addresses []string) {
	a := &agent{peers: map[string]int{}}
	var wg sync.WaitGroup
	for _, address := range addresses {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a.serve(address)
		}()
	}
	wg.Wait()
}

func Run() { Start([]string{"a", "b"}) }
