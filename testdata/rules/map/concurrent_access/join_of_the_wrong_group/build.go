package build

import "sync"

// Build waits for the compilers only; the linker's goroutine still writes.
func Build(units []string) int {
	objects := map[string]int{}
	var compilers, linkers sync.WaitGroup
	for range units {
		compilers.Go(func() {})
	}
	linkers.Go(func() {
		objects["a.out"] = len(units) // want map/concurrent-access:high "objects"
	})
	compilers.Wait()
	n := len(objects)
	linkers.Wait()
	return n
}

func Run() { Build([]string{"a"}) }
