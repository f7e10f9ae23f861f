package ofatest

import "sync"

type Plugins struct {
	sync.Mutex
	known map[string]int
}

var storage = Plugins{known: map[string]int{}}

func Add(name string) {
	storage.Lock()
	defer storage.Unlock()
	storage.known[name]++
}
