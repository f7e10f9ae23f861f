// Package plan has what one request would do.
package plan

type Plan struct {
	Engines map[string]int
	Most    int
}

// Put counts for this plan alone.
func (p *Plan) Put(engine string) int {
	p.Engines[engine]++
	return p.Engines[engine]
}
