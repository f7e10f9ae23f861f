package restore

import "sync"

func Restore(names []string) []string {
	var (
		group   sync.WaitGroup
		mu      sync.Mutex
		waiting = map[string]chan struct{}{}
		found   []string
	)
	for _, name := range names {
		group.Add(1)
		go func() {
			defer group.Done()
			mu.Lock()
			waiting[name] = make(chan struct{}, 1)
			mu.Unlock()
		}()
	}
	group.Wait() // mutant:
	for _, name := range names {
		group.Add(1)
		go func() {
			if notify, ok := waiting[name]; ok {
				notify <- struct{}{}
			}
			group.Done()
		}()
	}
	group.Wait()
	for name := range waiting {
		found = append(found, name)
	}
	return found
}
