package slots

// Slots keeps its token in the channel while nobody works on the map.
type Slots struct {
	free chan struct{}
	busy map[string]int
}

func New() *Slots {
	s := &Slots{free: make(chan struct{}, 1), busy: map[string]int{}}
	s.free <- struct{}{}
	return s
}

func (s *Slots) Add(host string) {
	<-s.free // mutant:
	s.busy[host]++
	s.free <- struct{}{} // mutant:
}

func (s *Slots) Remove(host string) {
	<-s.free                                // mutant:
	defer func() { s.free <- struct{}{} }() // mutant:
	delete(s.busy, host)
}

func (s *Slots) Busy(host string) bool {
	<-s.free // mutant:
	n := s.busy[host]
	s.free <- struct{}{} // mutant:
	return n > 0
}
