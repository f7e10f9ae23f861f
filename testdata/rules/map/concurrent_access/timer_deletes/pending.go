package pending

import "time"

// Tracker forgets a request when its time is over.
type Tracker struct {
	open map[int]string
}

func NewTracker() *Tracker { return &Tracker{open: map[int]string{}} }

func (t *Tracker) Begin(id int, what string, limit time.Duration) {
	t.open[id] = what
	time.AfterFunc(limit, func() {
		delete(t.open, id) // want map/concurrent-access "open"
	})
}

func (t *Tracker) What(id int) string {
	return t.open[id]
}
