package gauges

import "sync"

type Gauges struct {
	mu     sync.RWMutex
	values map[string]float64
}

func New() *Gauges {
	return &Gauges{values: map[string]float64{}}
}

// Offer drops the sample when a writer is busy.
func (g *Gauges) Offer(name string, v float64) bool {
	if !g.mu.TryRLock() {
		return false
	}
	defer g.mu.RUnlock()
	g.values[name] = v // want map/write-under-read-lock "values"
	return true
}

func (g *Gauges) Read(name string) float64 {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return g.values[name]
}
