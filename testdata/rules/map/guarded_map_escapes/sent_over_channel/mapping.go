package mapping

import "sync"

// Proxy sends its map to a writer while it goes on changing it.
type Proxy struct {
	mu      sync.Mutex
	mapping map[string]string
	updates chan map[string]string
}

func New(write func(map[string]string)) *Proxy {
	p := &Proxy{mapping: map[string]string{}, updates: make(chan map[string]string, 10)}
	go func() {
		for mapping := range p.updates {
			write(mapping)
		}
	}()
	return p
}

func (p *Proxy) Add(from, to string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mapping[from] = to
	p.updates <- p.mapping // want map/guarded-map-escapes "mapping"
}
