package index

import "sync"

type Index struct {
	mu    sync.Mutex
	words map[string]map[int]bool
}

func New() *Index {
	return &Index{words: map[string]map[int]bool{}}
}

// documents returns an inner map; both callers hold the lock for as long as they use it.
func (x *Index) documents(word string) map[int]bool {
	if x.words[word] == nil {
		x.words[word] = map[int]bool{}
	}
	return x.words[word]
}

func (x *Index) Add(word string, document int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.documents(word)[document] = true
}

func (x *Index) Count(word string) int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.documents(word))
}
