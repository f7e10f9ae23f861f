// Package graph visits nodes in goroutines that goroutines start.
package graph

import "sync"

func visit(children map[string][]string, do func(name string)) {
	var wg sync.WaitGroup
	wg.Go(func() { run(&wg, children, "", do) })
	wg.Wait()
}

func run(wg *sync.WaitGroup, children map[string][]string, of string, do func(name string)) {
	for _, name := range children[of] {
		wg.Go(func() {
			do(name)
			run(wg, children, name, do)
		})
	}
}

// Seen names all nodes.
func Seen(children map[string][]string) map[string]bool {
	seen := map[string]bool{}
	visit(children, func(name string) {
		seen[name] = true // want map/concurrent-access:medium "seen"
	})
	return seen
}

func Run() { Seen(map[string][]string{"": {"a", "b", "c", "d"}, "a": {"e", "f"}}) }
