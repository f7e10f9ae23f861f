package broker

import "time"

// Broker reads its configuration, and runs.
type Broker struct {
	names map[string]int
	seen  map[string]int
}

// New makes one.
func New() *Broker {
	return &Broker{names: map[string]int{}, seen: map[string]int{}}
}

// Initialize is called before Run, by its name.
func (b *Broker) Initialize(names []string) {
	b.load(names)
}

func (b *Broker) load(names []string) {
	for i, name := range names {
		b.names[name] = i // want map/concurrent-access:low "names"
	}
}

// See may be called at any time.
func (b *Broker) See(name string) {
	b.seen[name]++ // want map/concurrent-access:medium "seen"
}

// Run starts what looks at both.
func (b *Broker) Run() {
	go b.loop()
}

func (b *Broker) loop() {
	for range 3 {
		for name := range b.names {
			b.seen[name]--
		}
		time.Sleep(time.Millisecond)
	}
}
