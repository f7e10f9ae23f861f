package network

type Network struct {
	generic map[string]any
	done    chan struct{}
}

func New() *Network { return &Network{generic: map[string]any{"mtu": 1500}} }

// CopyTo fills an object of the caller, who has mostly just made it.
func (n *Network) CopyTo(other *Network) {
	for key, value := range n.generic {
		other.generic[key] = value // want map/concurrent-access:low "other.generic"
	}
}

func (n *Network) Watch() {
	n.done = make(chan struct{})
	go n.watch()
}

func (n *Network) watch() {
	defer close(n.done)
	_ = n.generic["mtu"]
}

func (n *Network) Stop() {
	<-n.done
}
