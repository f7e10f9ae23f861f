package limits

import "sync"

var limits = struct {
	sync.RWMutex
	byHost map[string]int
}{byHost: map[string]int{}}

func Set(host string, n int) {
	limits.Lock()
	defer limits.Unlock()
	limits.byHost[host] = n
}

func Of(host string) int {
	limits.RLock()
	defer limits.RUnlock()
	return limits.byHost[host]
}

func Reset() {
	limits.Lock()
	defer limits.Unlock()
	for host := range limits.byHost {
		delete(limits.byHost, host)
	}
}
