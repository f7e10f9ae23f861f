package sensor

import (
	"sync"

	"golint.test/rules/map/concurrent_access/changed_by_another_package/clients"
)

// Sensor triggers what its clients do.
type Sensor struct {
	known map[string]*clients.Client
}

// Trigger does so for all names at once.
func (s *Sensor) Trigger(names []string) {
	var group sync.WaitGroup
	for _, name := range names {
		group.Add(1)
		go func() {
			defer group.Done()
			s.trigger(name)
		}()
	}
	group.Wait()
}

func (s *Sensor) trigger(name string) string {
	return clients.Of(s.known, name).Name // want map/concurrent-access:high "known"
}

func Run() {
	s := &Sensor{known: map[string]*clients.Client{}}
	s.Trigger([]string{"a", "b", "c", "a", "b", "c"})
}
