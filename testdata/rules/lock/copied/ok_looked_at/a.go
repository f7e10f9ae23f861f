// Package ok_looked_at makes new locks, and asks about old ones.
package ok_looked_at

import (
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

type Page struct {
	name string
	mu   sync.Mutex
	hits atomic.Int64
	text strings.Builder
}

type Shared struct {
	sync.Locker
	mu   *sync.Mutex
	text *strings.Builder
	last atomic.Value
}

type Interface interface {
	Take(sync.Mutex) // nothing is copied where nothing is done
}

type Handler func(Page)

func made() Page              { return Page{name: "a"} }
func pointer() *Page          { return &Page{} }
func shared(s Shared) Shared  { t := s; return t }
func of[P *sync.Mutex](p P) P { q := p; return q }

func sizes() (n uintptr) {
	var mu sync.Mutex
	var all [3]sync.Mutex
	n += unsafe.Sizeof(mu) + unsafe.Alignof(mu) + unsafe.Offsetof(Page{}.mu)
	return n + uintptr(len(all)+cap(all))
}

func fresh() int {
	a := made()
	b := *pointer()
	var c = Page{}
	var d Page
	c = Page{}
	c, d = made(), Page{}
	e := new(Page)
	pages := make([]Page, 3)
	pages = append(pages, Page{}, made())
	for i := range pages {
		pages[i].mu.Lock()
		pages[i].mu.Unlock() // and back
	}
	for range pages {
	}
	for i, _ := range pages {
		pages[i] = Page{}
	}
	for i, mu := 0, (&sync.Mutex{}); i < 2; i++ {
		mu.Lock()
		mu.Unlock() // and back
	}
	window := pages[1:]
	slices := [2][]Page{pages, window}
	other := slices
	first := &pages[0]
	a.hits.Add(1)
	b.text.WriteString(first.name)
	e.text.WriteString(other[0][0].name)
	println(c.name, d.name, a.text.String(), b.text.Len())
	return reflect.TypeOf((*Page)(nil)).Elem().NumField()
}

func asked(x any) string {
	if p, ok := x.(*Page); ok {
		return p.name
	}
	for key := range map[string]Page{"a": {}} {
		return key
	}
	return ""
}
