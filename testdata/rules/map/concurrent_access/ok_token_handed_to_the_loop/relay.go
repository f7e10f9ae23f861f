package relay

import "sync"

// Relay keeps its servers in a loop that ends when there is none, and that the next event starts again: its last run puts
// the token back.
type Relay struct {
	once    sync.Once
	servers map[string]int
	added   chan string
	removed chan string
	stopped chan struct{}
}

func (r *Relay) init() {
	r.once.Do(func() {
		r.servers = map[string]int{}
		r.added = make(chan string)
		r.removed = make(chan string)
		r.stopped = make(chan struct{}, 1)
		r.stopped <- struct{}{}
	})
}

func (r *Relay) loop() {
	defer func() { r.stopped <- struct{}{} }() // mutant: defer func() { select { case r.stopped <- struct{}{}: default: } }()
	for {
		select {
		case name := <-r.added:
			r.servers[name]++
		case name := <-r.removed:
			delete(r.servers, name)
		}
		if len(r.servers) == 0 {
			return
		}
	}
}

func send[T any](r *Relay, events *chan T, event T) {
	r.init()
	for {
		free := r.stopped // mutant: free := make(chan struct{}, 1); free <- struct{}{}
		select {
		case *events <- event:
			return
		case <-free:
			go r.loop()
		}
	}
}

func (r *Relay) Add(names []string) {
	for _, name := range names {
		go send(r, &r.added, name)
	}
}

func (r *Relay) Remove(name string) { send(r, &r.removed, name) }

// Uploads runs one upload at a time, and does not wait for it.
type Uploads struct {
	slot chan struct{}
	sent map[string]int
}

func NewUploads() *Uploads {
	return &Uploads{slot: make(chan struct{}, 1), sent: map[string]int{}}
}

func (u *Uploads) Upload(names []string) {
	for _, name := range names {
		u.slot <- struct{}{} // mutant:
		go func() {
			u.sent[name]++
			<-u.slot // mutant:
		}()
	}
}
