package tree

import "sync"

// Tree visits the children of each node in goroutines.
func Tree(children map[string][]string) map[string]bool {
	seen := map[string]bool{}
	var wg sync.WaitGroup
	var visit func(string)
	visit = func(name string) {
		seen[name] = true // want map/concurrent-access:high "seen"
		for _, child := range children[name] {
			wg.Add(1)
			go func() {
				defer wg.Done()
				visit(child)
			}()
		}
	}
	visit("")
	wg.Wait()
	return seen
}

func Run() { Tree(map[string][]string{"": {"a", "b", "c", "d"}, "a": {"e", "f"}, "b": {"g", "h"}}) }
