package records

import "sync"

type service struct {
	addresses map[string]string
}

type Controller struct {
	mu       sync.Mutex
	services map[string]service
}

type network struct {
	id   string
	ctrl *Controller
}

func New() *Controller {
	return &Controller{services: map[string]service{"a": {addresses: map[string]string{}}}}
}

// open makes a network object for each call; the controller behind it is the same.
func (c *Controller) open(id string) *network {
	return &network{id: id, ctrl: c}
}

func (c *Controller) Add(id, name, address string) {
	c.open(id).add(name, address)
}

func (c *Controller) Addresses(id string) []string {
	return c.open(id).addresses()
}

func (n *network) add(name, address string) {
	n.ctrl.mu.Lock()
	defer n.ctrl.mu.Unlock()
	n.ctrl.services[n.id].addresses[name] = address
}

func (n *network) addresses() []string {
	n.ctrl.mu.Lock()
	found := n.ctrl.services[n.id]
	n.ctrl.mu.Unlock()
	var all []string
	for _, address := range found.addresses { // want map/inconsistent-guard "addresses"
		all = append(all, address)
	}
	return all
}
