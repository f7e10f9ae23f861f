package streams

import "sync"

type Streams struct {
	mu    sync.Mutex
	names map[string]int
}

// Sweep is begun with the lock of the streams held, and gives it back at its end.
type Sweep struct {
	of   *Streams
	gone []string
}

func New() *Streams {
	return &Streams{names: map[string]int{}}
}

func (s *Streams) Add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[name]++
}

func (s *Streams) Remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.names, name)
}

func (s *Streams) Begin() *Sweep {
	s.mu.Lock()
	return &Sweep{of: s}
}

func (w *Sweep) All(visit func(name string)) {
	for name := range w.of.names {
		visit(name)
	}
}

func (w *Sweep) Forget(name string) {
	w.gone = append(w.gone, name)
}

func (w *Sweep) Cancel() {
	w.of.mu.Unlock()
}

func (w *Sweep) Finish() {
	for _, name := range w.gone {
		delete(w.of.names, name)
	}
	w.of.mu.Unlock()
}
