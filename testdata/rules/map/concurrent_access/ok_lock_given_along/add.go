package add

import "sync"

func add(lock *sync.Mutex, sizes map[string]int, name string) {
	lock.Lock()
	defer lock.Unlock()
	sizes[name] = len(name)
}

func work(lock *sync.Mutex, wg *sync.WaitGroup, sizes map[string]int, name string) {
	defer wg.Done()
	add(lock, sizes, name)
}

// Captured passes a lock and a map that the literal has captured.
func Captured(names []string) map[string]int {
	lock := sync.Mutex{}
	sizes := map[string]int{}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			add(&lock, sizes, name)
		}()
	}
	wg.Wait()
	return sizes
}

// Given passes both to the goroutine.
func Given(names []string) map[string]int {
	lock := &sync.Mutex{}
	sizes := map[string]int{}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go work(lock, &wg, sizes, name)
	}
	wg.Wait()
	return sizes
}

func Run() {
	names := []string{"a", "b", "c"}
	Captured(names)
	Given(names)
}
