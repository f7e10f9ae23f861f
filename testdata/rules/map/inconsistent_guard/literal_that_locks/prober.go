package prober

import "sync"

// Prober asks servers, and is told of replies.
type Prober struct {
	servers []string
	onReply func(server string)
}

// Missing takes the lock in the literal and at the end, so that replies may come in between.
func (p *Prober) Missing() int {
	var mu sync.Mutex
	need := map[string]bool{}
	p.onReply = func(server string) {
		mu.Lock()
		defer mu.Unlock()
		delete(need, server)
	}
	for _, server := range p.servers {
		need[server] = true // nobody has been asked yet
	}
	var wg sync.WaitGroup
	for server := range need { // want map/inconsistent-guard:high "`need` is accessed under `mu`"
		wg.Add(1)
		go func() {
			defer wg.Done()
			p.ask(server)
		}()
	}
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	return len(need)
}

func (p *Prober) ask(server string) { p.onReply(server) }

func Run() {
	p := &Prober{servers: []string{"a", "b", "c", "d"}}
	p.Missing()
}
