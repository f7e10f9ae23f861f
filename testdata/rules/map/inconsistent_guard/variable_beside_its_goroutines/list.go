package list

import "sync"

func fetch(name string) int { return len(name) }

// states looks each name up once, in three goroutines.
func states(names []string) int {
	found := map[string]int{}
	var mu sync.Mutex
	queue := make(chan string, 1)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for name := range queue {
				state := fetch(name)
				mu.Lock()
				found[name] = state
				mu.Unlock()
			}
		}()
	}
	for _, name := range names {
		if _, ok := found[name]; ok { // want map/inconsistent-guard:medium "found"
			continue
		}
		mu.Lock()
		found[name] = 0
		mu.Unlock()
		queue <- name
	}
	close(queue)
	wg.Wait()
	return len(found)
}

func Run() { states([]string{"a", "b", "c", "a", "d", "e", "f", "g", "h"}) }
