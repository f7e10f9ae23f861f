package nodes

import (
	"sync"
	"sync/atomic"
)

type node struct {
	names map[string]int
}

type leaf struct {
	names map[string]int
}

type job struct {
	names map[string]int
}

func (l *leaf) fill(by int) { l.names["a"] = by }

func (j *job) fill(by int) { j.names["a"] = by }

// Each has a goroutine for each element.
func Each(nodes []*node) {
	var group sync.WaitGroup
	for i := range nodes {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			n := nodes[i] // mutant: n := nodes[0]
			n.names["b"] = i
		}(i)
	}
	group.Wait()
}

// Strides has a few goroutines, each of which takes every so manieth.
func Strides(leaves []*leaf, workers int) {
	var group sync.WaitGroup
	for worker := range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := worker; i < len(leaves); i += workers { // mutant: for i := worker - worker; i < len(leaves); i += workers {
				leaves[i].fill(i)
			}
		}()
	}
	group.Wait()
}

type pool struct {
	jobs []*job
	next atomic.Int64
}

// work takes the next one that nobody has taken.
func (p *pool) work() {
	for {
		i := int(p.next.Add(1)) - 1 // mutant: i := 0; p.next.Add(1); if p.next.Load() > 9 { return }
		if i >= len(p.jobs) {
			return
		}
		p.jobs[i].fill(i)
	}
}

func (p *pool) run(workers int) {
	var group sync.WaitGroup
	for range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			p.work()
		}()
	}
	group.Wait()
}

func Run() {
	Each([]*node{{map[string]int{}}, {map[string]int{}}})
	Strides([]*leaf{{map[string]int{}}, {map[string]int{}}}, 2)
	p := &pool{jobs: []*job{{map[string]int{}}, {map[string]int{}}}}
	p.run(2)
}
