package run

import network "golint.test/rules/map/concurrent_access/brought_by_callers"

func Run() {
	n, other := network.New(), network.New()
	for range 4 {
		other.Watch()
		n.CopyTo(other)
		other.Stop()
	}
}
