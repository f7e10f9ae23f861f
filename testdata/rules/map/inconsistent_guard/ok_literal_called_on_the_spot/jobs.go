package jobs

import (
	"slices"
	"sync"
)

type Jobs struct {
	mu   sync.Mutex
	runs map[string][]int
}

func New() *Jobs {
	return &Jobs{runs: map[string][]int{}}
}

func (j *Jobs) Finish(name string, code int) {
	func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.runs[name] = append(j.runs[name], code)
	}()
}

func (j *Jobs) Trim(max int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	trim := func(name string) {
		if n := len(j.runs[name]); n > max {
			j.runs[name] = slices.Clone(j.runs[name][n-max:])
		}
	}
	for name := range j.runs {
		trim(name)
	}
}

// Failed sorts with a literal that looks into the map: slices calls it right here.
func (j *Jobs) Failed(names []string) []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	slices.SortFunc(names, func(a, b string) int { return len(j.runs[b]) - len(j.runs[a]) })
	return names
}
