// Nobody_waits sends with the lock held, but only where somebody receives already: the others may take the lock.
package main

import "sync"

type hub struct {
	mu   sync.Mutex
	subs map[int]chan string
	next int
}

func (h *hub) subscribe() (int, <-chan string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan string, 1)
	h.next++
	h.subs[h.next] = c
	return h.next, c
}

func (h *hub) notify(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.subs {
		select {
		case c <- text:
		default:
		}
	}
}

func (h *hub) cancel(id int) {
	if _, ok := h.subs[id]; ok {
		delete(h.subs, id)
	}
}

// post waits for room with its lock held: nobody else may take that.
type post struct {
	mu    sync.Mutex
	boxes map[int]chan string
	stop  chan struct{}
}

func (p *post) open(id int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.boxes[id] = make(chan string, 1)
}

func (p *post) send(id int, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case p.boxes[id] <- text:
	case <-p.stop:
	}
}

func (p *post) close(id int) {
	delete(p.boxes, id)
}

func main() {
	h := &hub{subs: map[int]chan string{}}
	p := &post{boxes: map[int]chan string{}}
	for n := range 4 {
		go h.subscribe()
		go h.notify("")
		go h.cancel(n)
		go p.open(n)
		go p.send(n, "")
		go p.close(n)
	}
}
