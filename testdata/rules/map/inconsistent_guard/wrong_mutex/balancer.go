package balancer

import "sync"

type SubConn struct{ Addr string }

// Group keeps outgoing connections and the state that comes in for them, each with a lock of its own.
type Group struct {
	outMu sync.Mutex
	conns map[string]*SubConn

	inMu   sync.Mutex
	owners map[*SubConn]string
}

func NewGroup() *Group {
	return &Group{conns: map[string]*SubConn{}, owners: map[*SubConn]string{}}
}

func (g *Group) Add(name string) *SubConn {
	sc := &SubConn{Addr: name}
	g.outMu.Lock()
	g.conns[name] = sc
	g.outMu.Unlock()
	g.inMu.Lock()
	g.owners[sc] = name
	g.inMu.Unlock()
	return sc
}

func (g *Group) Owner(sc *SubConn) string {
	g.inMu.Lock()
	defer g.inMu.Unlock()
	return g.owners[sc]
}

// Remove takes the lock of the other map.
func (g *Group) Remove(name string) {
	g.outMu.Lock()
	defer g.outMu.Unlock()
	sc := g.conns[name]
	delete(g.conns, name)
	delete(g.owners, sc) // want map/inconsistent-guard "owners"
}
