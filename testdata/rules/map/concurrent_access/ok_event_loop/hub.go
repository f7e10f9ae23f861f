package hub

// Hub owns its clients in one goroutine; everyone else sends to it.
type Hub struct {
	join, leave chan string
	count       chan chan int
	clients     map[string]int
}

func New() *Hub {
	h := &Hub{
		join:    make(chan string),
		leave:   make(chan string),
		count:   make(chan chan int),
		clients: map[string]int{},
	}
	go h.run()
	return h
}

func (h *Hub) run() {
	for {
		select {
		case name := <-h.join:
			h.add(name)
		case name := <-h.leave:
			delete(h.clients, name)
		case reply := <-h.count:
			reply <- len(h.clients)
		}
	}
}

func (h *Hub) add(name string) { h.clients[name]++ }

func (h *Hub) Join(name string) {
	h.join <- name // mutant: h.add(name)
}

func (h *Hub) Leave(name string) { h.leave <- name }

func (h *Hub) Len() int {
	reply := make(chan int)
	h.count <- reply
	return <-reply
}
