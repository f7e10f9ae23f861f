package tables

import "sync"

var tablesMu sync.Mutex

// The lock is a variable of the package.
var names struct {
	// +checklocks:tablesMu
	byID map[int]string
}

// The lock is beside the map, in a struct without a name.
var routes struct {
	mu sync.Mutex
	// +checklocks:mu
	hops map[string]int
}

type shard struct {
	mu sync.Mutex
}

// The lock is that of another object that the struct leads to.
type Table struct {
	shard shard
	stats struct {
		mu sync.Mutex
		// +checklocks:mu
		hits map[string]int
	}
	// +checklocks:shard.mu
	rows map[string]int
}

// A lock that has two names.
//
// +checklocksalias:inner.mu=mu
type Pair struct {
	mu    *sync.Mutex
	inner struct{ mu *sync.Mutex }
	// +checklocks:inner.mu
	sums map[string]int
}

func New() (*Table, *Pair) {
	names.byID = map[int]string{}
	routes.hops = map[string]int{}
	t := &Table{rows: map[string]int{}}
	t.stats.hits = map[string]int{}
	p := &Pair{mu: &sync.Mutex{}, sums: map[string]int{}}
	p.inner.mu = p.mu
	return t, p
}

func (t *Table) Put(key string) {
	tablesMu.Lock()
	names.byID[1] = key
	tablesMu.Unlock()
	routes.mu.Lock()
	routes.hops[key] = 1
	routes.mu.Unlock()
	t.shard.mu.Lock()
	t.rows[key] = 1
	t.shard.mu.Unlock()
	t.stats.mu.Lock()
	t.stats.hits[key]++
	t.stats.mu.Unlock()
}

func (t *Table) Name() string {
	return names.byID[1] // want map/inconsistent-guard:high "under `tablesMu` as its declaration says"
}

func (t *Table) Hops(key string) int {
	return routes.hops[key] // want map/inconsistent-guard:high "under `routes.mu` as its declaration says"
}

func (t *Table) Row(key string) int {
	return t.rows[key] // want map/inconsistent-guard:high "rows"
}

func (t *Table) Hits(key string) int {
	return t.stats.hits[key] // want map/inconsistent-guard:high "under `t.stats.mu` as its declaration says"
}

func (p *Pair) Add(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sums[key]++
}

func (p *Pair) Inner(key string) {
	p.inner.mu.Lock()
	defer p.inner.mu.Unlock()
	p.sums[key]--
}

func (p *Pair) Sum(key string) int {
	return p.sums[key] // want map/inconsistent-guard "sums"
}
