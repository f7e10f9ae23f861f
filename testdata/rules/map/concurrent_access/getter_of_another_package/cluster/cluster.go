// Package cluster knows the engines that regions are scattered over.
package cluster

type Scatterer struct {
	engines map[string]int
}

// Scatter counts what an engine gets.
func (s *Scatterer) Scatter(engine string) {
	s.engines[engine]++ // want map/concurrent-access:high "while another of these goroutines writes it"
}

type Cluster struct {
	parts struct {
		scatterer *Scatterer
	}
}

func New() *Cluster {
	c := &Cluster{}
	c.parts.scatterer = &Scatterer{engines: map[string]int{}}
	return c
}

func (c *Cluster) Scatterer() *Scatterer {
	return c.parts.scatterer
}
