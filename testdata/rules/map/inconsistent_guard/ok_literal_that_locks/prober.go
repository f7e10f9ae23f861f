package prober

import "sync"

// Prober asks servers, and is told of replies.
type Prober struct {
	servers []string
	onReply func(server string)
}

// Missing starts the goroutines under the lock.
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
	mu.Lock()
	for server := range need {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p.ask(server)
		}()
	}
	mu.Unlock()
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	return len(need)
}

// All counts in one goroutine: nothing is running when the map is used without the lock.
func (p *Prober) All() int {
	var mu sync.Mutex
	seen := map[string]bool{}
	p.onReply = func(server string) {
		mu.Lock()
		defer mu.Unlock()
		seen[server] = true
	}
	for _, server := range p.servers {
		p.ask(server)
	}
	asked := len(seen)
	mu.Lock()
	defer mu.Unlock()
	return asked + len(seen)
}

func (p *Prober) ask(server string) { p.onReply(server) }

func Run() {
	p := &Prober{servers: []string{"a", "b", "c", "d"}}
	p.Missing()
	p.All()
}
