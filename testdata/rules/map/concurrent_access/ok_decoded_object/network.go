package network

import "encoding/json"

type Network struct {
	generic map[string]any
	done    chan struct{}
}

// UnmarshalJSON fills an object that nobody else has yet.
func (n *Network) UnmarshalJSON(text []byte) error {
	n.generic = make(map[string]any)
	var found map[string]any
	if err := json.Unmarshal(text, &found); err != nil {
		return err
	}
	for key, value := range found {
		n.generic[key] = value
	}
	return nil
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
	<-n.done // mutant:
}
