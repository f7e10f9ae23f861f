package presence

import "sync"

// Presence uses a container that is safe by itself.
type Presence struct {
	online sync.Map
	shadow map[string]bool
}

func New() *Presence { return &Presence{shadow: map[string]bool{}} }

func (p *Presence) Enter(user string) {
	p.online.Store(user, true) // mutant: p.shadow[user] = true
}

func (p *Presence) Online(user string) bool {
	_, ok := p.online.Load(user)
	return ok && !p.shadow[user]
}

// Watch follows users on goroutines.
func (p *Presence) Watch(users []string) {
	var wg sync.WaitGroup
	for _, user := range users {
		wg.Go(func() { p.Enter(user) })
	}
	wg.Wait()
}
