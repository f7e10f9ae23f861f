package plugins

import "sync"

type Plugins struct {
	mu     sync.Mutex
	loaded map[string]string
}

func New() *Plugins {
	return &Plugins{loaded: map[string]string{}}
}

// table makes the map where it is missing; whoever calls it needs the lock.
func (p *Plugins) table() map[string]string {
	if p.loaded == nil {
		p.loaded = map[string]string{}
	}
	return p.loaded
}

func (p *Plugins) Load(name, path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.table()[name] = path
}

func (p *Plugins) Unload(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.table(), name)
}

func (p *Plugins) Rename(from, to string) {
	p.table()[to] = "renamed:" + from // want map/inconsistent-guard "loaded"
}
