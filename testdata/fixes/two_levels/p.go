package twolevels

import "sync"

type Index struct {
	mu    sync.RWMutex
	words map[string]map[int]bool // guarded by mu
}

func (x *Index) Add(word string, page int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.words[word] = map[int]bool{}
	x.words[word][page] = true
}

// More makes the inner map where it is missing.
func (x *Index) More(word string, page int) {
	pages, ok := x.words[word]
	if !ok {
		pages = map[int]bool{}
		x.words[word] = pages
	}
	pages[page] = true
}

func (x *Index) Pages(word string) (count int) {
	if pages, ok := x.words[word]; ok {
		for range pages {
			count++
		}
	}
	return count
}

func (x *Index) Report(say func(string, int)) {
	for word, pages := range x.words {
		say(word, len(pages))
	}
}

// Inner gives the inner map away.
func (x *Index) Inner(word string) map[int]bool {
	return x.words[word]
}

// Waits looks at the inner map where no statement can be put before it.
func (x *Index) Waits(word string, events chan bool) bool {
	return <-events && x.words[word][1]
}

type Table struct {
	mu    sync.RWMutex
	rows  map[string]row // guarded by mu
	total int
}

type row struct{ cells map[string]int }

func (t *Table) Set(k, c string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows[k] = row{map[string]int{c: 1}}
}

// Clear changes what the element refers to.
func (t *Table) Clear(k, c string) {
	delete(t.rows[k].cells, c)
	t.total--
}
