package p

import "fmt"

// shard is an element of an array, which nobody copies.
type shard struct {
	items map[string]int
	size  int
}

type Store struct{ shards [4]shard }

// New fills the elements one by one: nothing is left of the first loop.
func New() *Store {
	s := &Store{}
	for i := range s.shards {
		s.shards[i].items = make(map[string]int)
	}
	for i := range s.shards {
		s.shards[i].size = i
	}
	return s
}

// counted would have a variable that nobody uses.
func counted() *shard {
	s := &shard{}
	once := 1
	for range once {
		s.items = make(map[string]int)
	}
	return s
}

func (s *Store) Put(k string, v int) {
	i := len(k) % len(s.shards)
	s.shards[i].items[k] += v
}

func (s *Store) Len() (n int) {
	for i := range s.shards {
		n += len(s.shards[i].items) + s.shards[i].size
	}
	return n
}

func (s *Store) loop(k string, v int) {
	for {
		s.Put(k, v)
	}
}

func (s *Store) Start(k string, v int) { go s.loop(k, v) }

func Run() []string {
	s := New()
	s.Put("a", 1)
	s.Put("bb", 2)
	s.Put("a", 3)
	n := len(counted().items)
	return []string{fmt.Sprint(s.Len(), n)}
}
