package list

import "sync"

func fetch(name string) int { return len(name) }

// states looks the names up in goroutines: the map is read bare before the first of them, and after the last one.
func states(known map[string]int, names []string) int {
	found := map[string]int{}
	for name, state := range known {
		found[name] = state
	}
	if len(found) == len(names) {
		return 0
	}
	var mu sync.Mutex // mutant:
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			state := fetch(name)
			mu.Lock() // mutant:
			found[name] = state
			mu.Unlock() // mutant:
		}()
	}
	wg.Wait()
	return len(found)
}

func Run() { states(map[string]int{"z": 1}, []string{"a", "b", "c", "d", "e", "f", "g", "h"}) }
