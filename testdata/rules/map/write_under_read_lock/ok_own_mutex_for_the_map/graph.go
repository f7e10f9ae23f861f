package graph

import "sync"

// Graph is read-locked for whole walks; the memo has an exclusive lock of its own.
type Graph struct {
	mu    sync.RWMutex
	edges map[string][]string

	memoMu sync.Mutex
	memo   map[string]int
}

func New() *Graph {
	return &Graph{edges: map[string][]string{}, memo: map[string]int{}}
}

func (g *Graph) Connect(from, to string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.edges[from] = append(g.edges[from], to)
	g.memoMu.Lock()
	clear(g.memo)
	g.memoMu.Unlock()
}

func (g *Graph) Degree(node string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	g.memoMu.Lock()
	defer g.memoMu.Unlock()
	if n, ok := g.memo[node]; ok {
		return n
	}
	g.memo[node] = len(g.edges[node])
	return g.memo[node]
}
