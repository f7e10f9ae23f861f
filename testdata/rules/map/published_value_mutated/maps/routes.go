package routes

import (
	"sync/atomic"

	"golint.test/pairs"
)

// Routes is read without a lock.
type Routes struct {
	table atomic.Pointer[map[string]string]
	names atomic.Value
	sizes atomic.Value
}

// New fills what nobody has yet.
func New() *Routes {
	r := &Routes{}
	r.table.Store(&map[string]string{})
	r.names.Store(map[string]int{})
	r.sizes.Store([]int{0})
	return r
}

// Get reads.
func (r *Routes) Get(host string) (string, int, int) {
	names, _ := r.names.Load().(map[string]int)
	return (*r.table.Load())[host], names[host], r.sizes.Load().([]int)[0]
}

// Add writes in place.
func (r *Routes) Add(host, target string) {
	table := *r.table.Load()
	table[host] = target // want map/published-value-mutated:high "the map in it is written in place, in a value loaded from `r.table`"
}

// Count writes in place.
func (r *Routes) Count(host string) {
	r.names.Load().(map[string]int)[host]++ // want map/published-value-mutated:high "`r.names`"
}

// Size writes an element.
func (r *Routes) Size(n int) {
	sizes := r.sizes.Load().([]int)
	sizes[0] = n // want map/published-value-mutated:high "an element is assigned"
}

func Run() {
	r := New()
	pairs.Of(func() {
		r.Get("a")
		r.Add("a", "b")
		r.Count("a")
		r.Size(1)
	})
}
