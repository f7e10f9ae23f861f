package jobs

import "sync"

type group struct {
	wg sync.WaitGroup
}

func (g *group) start(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		f()
	}()
}

func (g *group) wait() {
	g.wg.Wait() // mutant:
}

// Checksums has one goroutine that writes, and reads when the helper has waited for it.
func Checksums(files map[string][]byte) int {
	sums := make(map[string]int)
	var g group
	g.start(func() {
		for name, data := range files {
			sums[name] = len(data)
		}
	})
	g.wait()
	total := 0
	for _, sum := range sums {
		total += sum
	}
	return total
}

func Run() { Checksums(map[string][]byte{"a": {1}, "b": {2}}) }
