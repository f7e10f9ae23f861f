package dial

import (
	"sync"

	"golint.test/pairs"
)

// Transport has protocols that are filled once, before the first goroutine that asks for one.
type Transport struct {
	once      sync.Once
	protocols map[string]int
}

func (t *Transport) configure() {
	t.protocols["h2"] = 2
}

// Clone needs them, too.
func (t *Transport) Clone() int {
	t.once.Do(t.configure) // mutant: t.configure()
	return len(t.protocols)
}

// RoundTrip starts a goroutine after that.
func (t *Transport) RoundTrip(found chan<- int) {
	t.once.Do(t.configure)
	t.start(found)
}

func (t *Transport) start(found chan<- int) {
	go func() { t.dial(found) }()
}

func (t *Transport) dial(found chan<- int) {
	found <- t.protocols["h2"]
}

func Run() {
	t := &Transport{protocols: map[string]int{}}
	pairs.Of(func() {
		found := make(chan int)
		t.RoundTrip(found)
		<-found
		t.Clone()
	})
}
