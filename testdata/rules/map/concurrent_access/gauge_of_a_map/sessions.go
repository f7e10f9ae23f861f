package sessions

import "github.com/prometheus/client_golang/prometheus"

// Table has the sessions by name.
type Table struct {
	open map[string]int
}

// New makes a table whose size is a metric.
func New() *Table {
	t := &Table{open: map[string]int{}}
	prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sessions"}, func() float64 {
		return float64(len(t.open))
	})
	return t
}

// Open begins a session.
func (t *Table) Open(name string) {
	t.open[name]++ // want map/concurrent-access "t.open"
}

func Run() {
	t := New()
	values := prometheus.Gather()
	t.Open("a")
	for range values {
	}
}
