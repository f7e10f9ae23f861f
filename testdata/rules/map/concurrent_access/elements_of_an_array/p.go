package shards

import "sync"

type shard struct {
	items map[string]int
}

// Store has its maps in the elements of an array.
type Store struct {
	shards [4]shard
}

func New() *Store {
	s := &Store{}
	for i := range s.shards {
		s.shards[i].items = make(map[string]int)
	}
	return s
}

func (s *Store) at(k string) int { return len(k) % len(s.shards) }

func (s *Store) Put(k string, v int) {
	i := s.at(k)
	s.shards[i].items[k] = v // want map/concurrent-access:high "`s.shards"
}

func (s *Store) Get(k string) (int, bool) {
	i := s.at(k)
	v, ok := s.shards[i].items[k]
	return v, ok
}

func (s *Store) Len() int {
	n := 0
	for i := 0; i < len(s.shards); i++ {
		n += len(s.shards[i].items)
	}
	return n
}

// Fill puts all of them there at once.
func (s *Store) Fill(keys []string) {
	var wg sync.WaitGroup
	for n, k := range keys {
		wg.Go(func() {
			s.Put(k, n)
			s.Get(k)
			s.Len()
		})
	}
	wg.Wait()
}

func Run() {
	New().Fill([]string{"a", "b", "cc", "dd", "a", "b"})
}
