package tenants

import "sync"

// Tenant shares the lock of its registry.
type Tenant struct {
	mu    *sync.Mutex
	usage map[string]int
}

type Registry struct {
	mu      sync.Mutex
	tenants map[string]*Tenant
}

func New() *Registry {
	return &Registry{tenants: map[string]*Tenant{}}
}

func (r *Registry) Tenant(name string) *Tenant {
	r.mu.Lock()
	defer r.mu.Unlock()
	t, ok := r.tenants[name]
	if !ok {
		t = &Tenant{mu: &r.mu, usage: map[string]int{}}
		r.tenants[name] = t
	}
	return t
}

func (t *Tenant) Use(resource string, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.usage[resource] += n
}

func (t *Tenant) Usage(resource string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.usage[resource]
}
