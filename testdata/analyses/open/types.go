// Package open says on its lines what holds, and what the analyses do not see yet: at least one line of each function.
package open

import "sync"

type counter struct {
	mu    sync.Mutex
	items map[string]int
}

type cache struct {
	mu    sync.RWMutex
	items map[string]int
}

type store struct {
	items map[string]int
	wg    sync.WaitGroup
}

func (s *store) fill()        { s.items["a"] = 1 }
func (s *store) fillAndSay()  { s.fill(); s.wg.Done() }
func (s *store) set(k string) { s.items[k] = 1 }
func start(run func())        { go run() }
