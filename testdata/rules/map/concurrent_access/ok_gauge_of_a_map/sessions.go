package sessions

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// Table has the sessions by name.
type Table struct {
	mu   sync.Mutex
	open map[string]int
}

// New makes a table whose size is a metric.
func New() *Table {
	t := &Table{open: map[string]int{}}
	prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sessions"}, func() float64 {
		t.mu.Lock()         // mutant:
		defer t.mu.Unlock() // mutant:
		return float64(len(t.open))
	})
	return t
}

// Open begins a session.
func (t *Table) Open(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open[name]++
}

func Run() {
	t := New()
	values := prometheus.Gather()
	t.Open("a")
	for range values {
	}
}
