// Package plan counts what is to be done while somebody leads.
package plan

type Plan struct {
	steps *steps
	stop  chan struct{}
	Done  chan struct{}
}

func New() *Plan {
	return &Plan{steps: &steps{counts: map[string]int{}}, stop: make(chan struct{}), Done: make(chan struct{}, 8)}
}

func (p *Plan) Run(work <-chan string) {
	for name := range work {
		p.steps.add(name)
	}
	p.Done <- struct{}{}
}

type steps struct {
	counts map[string]int
}

func (s *steps) add(name string) {
	s.counts[name]++ // want map/concurrent-access:high "another of these goroutines"
}
