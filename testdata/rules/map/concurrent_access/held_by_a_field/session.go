package session

import "golint.test/pairs"

// Flows counts packets; whoever makes one has it for itself.
type Flows struct {
	seen map[string]int
}

func NewFlows() *Flows {
	return &Flows{seen: map[string]int{}}
}

func (f *Flows) Count(name string) int {
	return f.count(name)
}

func (f *Flows) count(name string) int {
	f.seen[name]++ // want map/concurrent-access:low "seen"
	return f.seen[name]
}

// Session never hands out its flows, nor takes any from its users.
type Session struct {
	flows   *Flows
	packets chan string
}

func NewSession() *Session {
	s := &Session{flows: NewFlows(), packets: make(chan string)}
	go s.run()
	return s
}

func (s *Session) run() {
	for name := range s.packets {
		s.flows.Count(name)
	}
}

func (s *Session) Offer(name string) { s.packets <- name }

func Run() {
	f := NewFlows()
	pairs.Of(func() { f.Count("a") })
}
