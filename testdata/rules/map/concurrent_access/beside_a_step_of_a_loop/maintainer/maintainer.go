// Package maintainer handles events in a goroutine of its own.
package maintainer

type Maintainer struct {
	events chan string
	closed map[string]bool
	limits map[string]int
}

func New() *Maintainer {
	m := &Maintainer{events: make(chan string), closed: map[string]bool{}, limits: map[string]int{"a": 1}}
	go m.run()
	return m
}

func (m *Maintainer) run() {
	for event := range m.events {
		m.Handle(event)
	}
}

// Handle is a step of the goroutine.
func (m *Maintainer) Handle(event string) {
	m.closed[event] = len(m.closed) > 3 // want map/concurrent-access:medium "closed"
}

// Push hands an event to the goroutine.
func (m *Maintainer) Push(event string) { m.events <- event }

func (m *Maintainer) Limit(event string) int { return m.limits[event] }
