package index

import "sync"

type Index struct {
	mu    sync.Mutex
	terms map[string][]int
}

func New() *Index {
	return &Index{terms: map[string][]int{}}
}

func (x *Index) Add(doc int, terms []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, term := range terms {
		x.insert(term, doc)
	}
}

func (x *Index) Replace(doc int, term string) {
	x.mu.Lock()
	delete(x.terms, term)
	x.insert(term, doc)
	x.mu.Unlock()
}

// AddOne forgets the lock that the helper relies on.
func (x *Index) AddOne(doc int, term string) {
	x.insert(term, doc) // want map/inconsistent-guard "terms"
}

func (x *Index) insert(term string, doc int) {
	x.terms[term] = append(x.terms[term], doc)
}
