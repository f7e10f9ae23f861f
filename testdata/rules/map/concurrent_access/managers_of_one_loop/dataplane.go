package dataplane

import "golint.test/pairs"

// Manager is told of changes by the loop, and by nobody else.
type Manager interface {
	OnUpdate(name string)
}

type sets struct{ pending map[string]bool }

// OnUpdate is of a type that only this package can name, and the package calls it by the interface.
func (s *sets) OnUpdate(name string) {
	s.pending[name] = true // want map/concurrent-access:low "pending"
}

func (s *sets) apply() {
	for name := range s.pending {
		delete(s.pending, name) // want map/concurrent-access:low "pending"
	}
}

type routes struct{ last string }

func (r *routes) OnUpdate(name string) { r.last = name }

type Dataplane struct {
	sets     *sets
	managers []Manager
	updates  chan string
}

func New() *Dataplane {
	s := &sets{pending: map[string]bool{}}
	d := &Dataplane{sets: s, updates: make(chan string)}
	d.managers = append(d.managers, s, &routes{})
	return d
}

func (d *Dataplane) Start() {
	go d.loop()
}

func (d *Dataplane) loop() {
	for name := range d.updates {
		for _, manager := range d.managers {
			manager.OnUpdate(name)
		}
		d.sets.apply()
	}
}

func Run() {
	s := New().sets
	pairs.Of(func() { s.OnUpdate("a") }, func() { s.apply() })
}
