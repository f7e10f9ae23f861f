package metrics

import "sync"

type Metrics struct {
	mu       sync.Mutex
	families map[string]map[string]float64
}

func New() *Metrics {
	return &Metrics{families: map[string]map[string]float64{}}
}

func (m *Metrics) Observe(family, label string, v float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.families[family] == nil {
		m.families[family] = map[string]float64{}
	}
	m.families[family][label] += v
}

// Family returns the inner map, which Observe goes on changing.
func (m *Metrics) Family(name string) map[string]float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.families[name] // want map/guarded-map-escapes "families"
}
