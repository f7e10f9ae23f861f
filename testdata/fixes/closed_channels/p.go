// Package closed_channels sends on channels of a map, which others close when they take them out: over a copy it would
// send on one that is closed.
package closed_channels

import "sync"

type hub struct {
	subs  map[string]chan string // who sends waits
	polls map[string]chan string // who sends does not wait
	ends  map[string]chan string // nobody closes any
}

func (h *hub) join(name string) {
	h.subs[name] = make(chan string)
	h.polls[name] = make(chan string, 1)
	h.ends[name] = make(chan string)
}

func (h *hub) send(msg string) {
	for _, ch := range h.subs {
		ch <- msg
	}
}

func (h *hub) leave(name string) {
	if ch, ok := h.subs[name]; ok {
		close(ch)
		delete(h.subs, name)
	}
}

func (h *hub) poll(msg string) {
	for _, ch := range h.polls {
		select {
		case ch <- msg:
		default:
		}
	}
}

func (h *hub) stop(name string) {
	close(h.polls[name])
	delete(h.polls, name)
}

type ender struct{ ends map[string]chan int }

func (e *ender) end() {
	for _, ch := range e.ends {
		ch <- 1
	}
}

func (e *ender) add(name string) { e.ends[name] = make(chan int) }

func run(h *hub, e *ender, names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			h.join(name)
			h.send("a")
			h.poll("b")
			h.leave(name)
			h.stop(name)
			e.add(name)
			e.end()
		})
	}
	wg.Wait()
}

func start() {
	run(&hub{
		subs: map[string]chan string{}, polls: map[string]chan string{}, ends: map[string]chan string{},
	}, &ender{ends: map[string]chan int{}}, []string{"a"})
}
