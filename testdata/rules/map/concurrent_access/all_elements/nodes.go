package nodes

import "sync"

type node struct {
	names map[string]int
}

func (n *node) fill(by string) {
	n.names[by] = 1 // want map/concurrent-access:high "map `n.names`"
}

// All has goroutines that go through all elements, each from its own place on.
func All(nodes []*node, workers []string) {
	var group sync.WaitGroup
	for _, worker := range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for _, n := range nodes {
				n.fill(worker)
			}
		}()
	}
	group.Wait()
}

func Run() {
	All([]*node{{names: map[string]int{}}}, []string{"a", "b", "c"})
}
