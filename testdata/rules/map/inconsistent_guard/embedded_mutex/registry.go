package registry

import "sync"

type Handler func(args []string) error

type Registry struct {
	sync.RWMutex
	handlers map[string]Handler
}

func New() *Registry {
	return &Registry{handlers: make(map[string]Handler)}
}

func (r *Registry) Register(name string, h Handler) {
	r.Lock()
	defer r.Unlock()
	r.handlers[name] = h
}

func (r *Registry) Lookup(name string) Handler {
	r.RLock()
	defer r.RUnlock()
	return r.handlers[name]
}

func (r *Registry) Deregister(name string) {
	delete(r.handlers, name) // want map/inconsistent-guard "handlers"
}
