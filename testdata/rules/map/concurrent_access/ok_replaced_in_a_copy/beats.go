package beats

import "sync"

type beat struct {
	jobs map[string]int
}

type registry struct {
	last *beat
}

// snapshot fills a map of its own: the copy shared that of the original until then.
func (r *registry) snapshot() *beat {
	out := *r.last
	if r.last.jobs != nil {
		out.jobs = make(map[string]int, len(r.last.jobs)) // mutant:
		for name, n := range r.last.jobs {
			out.jobs[name] = n
		}
	}
	return &out
}

func (r *registry) report(readers int) {
	var wg sync.WaitGroup
	for range readers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r.snapshot()
		}()
	}
	wg.Wait()
}

func Run() {
	r := &registry{last: &beat{jobs: map[string]int{"a": 1}}}
	r.report(4)
}
