// Package cluster knows the engines that regions are scattered over.
package cluster

import (
	"maps"
	"sync"

	"golint.test/rules/map/concurrent_access/ok_getter_of_another_package/plan"
)

type Scatterer struct {
	mu      sync.Mutex
	engines map[string]int
}

// Scatter counts what an engine gets.
func (s *Scatterer) Scatter(engine string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.engines[engine]++
}

type Cluster struct {
	scatterer *Scatterer
	planned   *plan.Plan
}

func New() *Cluster {
	return &Cluster{
		scatterer: &Scatterer{engines: map[string]int{}},
		planned:   &plan.Plan{Engines: map[string]int{}},
	}
}

func (c *Cluster) Scatterer() *Scatterer { return c.scatterer }

// Plan returns one that nobody else has.
func (c *Cluster) Plan() *plan.Plan {
	made := &plan.Plan{Engines: maps.Clone(c.planned.Engines)}
	made.Most = len(made.Engines)
	return made
}
