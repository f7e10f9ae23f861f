package session

import "golint.test/pairs"

// Flows counts packets.
type Flows struct {
	seen map[string]int
}

func NewFlows() *Flows {
	return &Flows{seen: map[string]int{}}
}

func (f *Flows) Count(name string) int {
	f.seen[name]++ // want map/concurrent-access:medium "seen"
	return f.seen[name]
}

// Session counts in the background in what it hands out.
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

func (s *Session) Flows() *Flows { return s.flows }

func Run() {
	s := NewSession()
	pairs.Of(func() {
		for range 100 {
			s.Offer("a")
			s.Flows().Count("a")
		}
	})
}
