package blacklist

import "sync"

type List struct {
	sync.RWMutex
	peers map[string]int
}

func New() *List {
	return &List{peers: make(map[string]int)}
}

func (l *List) Put(peer string, strikes int) {
	l.RLock()
	defer l.RUnlock()
	l.peers[peer] = strikes // want map/write-under-read-lock "peers"
}

func (l *List) Has(peer string) bool {
	l.RLock()
	defer l.RUnlock()
	_, ok := l.peers[peer]
	return ok
}
