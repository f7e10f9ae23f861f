package rates

import (
	"maps"
	"sync"
	"sync/atomic"
)

// Rates is read without a lock: writers replace the whole map.
type Rates struct {
	mu    sync.Mutex
	rates atomic.Pointer[map[string]float64]
}

func New() *Rates {
	r := &Rates{}
	r.rates.Store(&map[string]float64{})
	return r
}

func (r *Rates) Set(currency string, rate float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	next := maps.Clone(*r.rates.Load()) // mutant: next := *r.rates.Load(); _ = maps.Clone(next)
	next[currency] = rate
	r.rates.Store(&next)
}

func (r *Rates) Rate(currency string) float64 {
	return (*r.rates.Load())[currency]
}

func (r *Rates) Len() int {
	return len(*r.rates.Load())
}
