package roles

import "sync"

type Roles struct {
	mu    sync.RWMutex
	roles map[string]string
}

func New() *Roles {
	return &Roles{roles: map[string]string{}}
}

// role only reads, so either mode will do.
func (r *Roles) role(user string) string {
	if role, ok := r.roles[user]; ok {
		return role
	}
	return "guest"
}

func (r *Roles) Role(user string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.role(user)
}

func (r *Roles) Promote(user string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.role(user) == "guest" {
		r.roles[user] = "member"
	}
}
