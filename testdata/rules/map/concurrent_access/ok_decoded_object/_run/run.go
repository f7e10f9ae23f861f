package run

import (
	"encoding/json"

	network "golint.test/rules/map/concurrent_access/ok_decoded_object"
)

func Run() {
	for range 4 {
		n := &network.Network{}
		if err := json.Unmarshal([]byte(`{"mtu": 1500}`), n); err != nil {
			panic(err)
		}
		n.Watch()
		n.Stop()
		if err := json.Unmarshal([]byte(`{"mtu": 1400}`), n); err != nil {
			panic(err)
		}
	}
}
