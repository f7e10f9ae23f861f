package members

import "sync"

type Group struct {
	mu      sync.Mutex
	members map[string]func(string)
}

func New() *Group {
	return &Group{members: map[string]func(string){}}
}

func (g *Group) Join(name string, notify func(string)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.members[name] = notify
}

func (g *Group) Leave(name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.members, name)
}

// Broadcast wants to keep the lock short, and copies only the header.
func (g *Group) Broadcast(text string) {
	g.mu.Lock()
	members := g.members
	g.mu.Unlock()
	for _, notify := range members { // want map/guarded-map-escapes|map/inconsistent-guard "members"
		notify(text)
	}
}
