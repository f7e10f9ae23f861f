package hub

import "sync"

// Hub knows its clients, and they know the hub.
type Hub struct {
	mu      sync.RWMutex
	clients map[string]*Client
}

// Client is one of them.
type Client struct {
	mu   sync.Mutex
	name string
	hub  *Hub
}

// Rename goes from the client to the hub.
func (c *Client) Rename(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.name
	c.name = name
	c.hub.moved(old, c) // want lock/order-inversion:high "`Hub.mu` is taken while `Client.mu` is held here"
}

func (h *Hub) moved(old string, c *Client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, old)
	h.clients[c.name] = c
}

// Names goes from the hub to the clients.
func (h *Hub) Names() []string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	var names []string
	for _, c := range h.clients {
		names = append(names, c.get())
	}
	return names
}

func (c *Client) get() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.name
}
