package set

import "sync"

type set[K comparable] struct {
	seen, both map[K]bool
	last       map[K]K
}

func (s *set[K]) add(k K) { s.seen[k] = true } // want map/concurrent-access "seen"

func (s *set[K]) swap(a, b K) { s.both[a], s.last[b] = s.both[b], s.last[a] } // want map/concurrent-access "both" map/concurrent-access "last"

// Run has all goroutines change one set.
func Run() {
	s := &set[string]{seen: map[string]bool{}, both: map[string]bool{}, last: map[string]string{}}
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.add("a")
			s.swap("a", "b")
		}()
	}
	wg.Wait()
}
