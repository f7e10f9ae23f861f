// Package everywhere copies locks in all the ways there are.
package everywhere

import (
	"strings"
	"sync"
	"sync/atomic"
)

type Stats struct {
	hits atomic.Int64
}

type Page struct {
	name  string
	stats [2]Stats
}

type Own struct{}

func (*Own) Lock()   {}
func (*Own) Unlock() {}

type Group sync.WaitGroup

type Limited[T any] struct {
	once  sync.Once
	value T
}

func unnamed(sync.Mutex)      {}            // want lock/copied:high "the parameter is a copy of a `sync.Mutex`"
func blank(_ Own)             {}            // want lock/copied:high "the parameter is a copy of a `.*Own`"
func (Page) Title() string    { return "" } // want lock/copied:high "the receiver is a copy of a `.*Page`, which contains a `sync/atomic.Int64`"
func wait(g Group)            {}            // want lock/copied:high "the parameter `g` is a copy"
func write(b strings.Builder) {}            // want lock/copied:medium "the parameter `b` is a copy of a `strings.Builder`"

func of[M sync.Mutex | Own](m M, n int) {} // want lock/copied:high "the parameter `m` is a copy"

func only[M ~struct{ mu sync.Mutex }](m M) {} // want lock/copied:high "the parameter `m` is a copy"

func generic(l Limited[string]) {} // want lock/copied:high "the parameter `l` is a copy"

var literal = func(mu sync.Mutex) {} // want lock/copied:high "the parameter `mu` is a copy of a `sync.Mutex`"

func variables() {
	var mu sync.Mutex
	other := mu          // want lock/copied:high "this assignment copies a `sync.Mutex`"
	mu = other           // want lock/copied:high "this assignment copies"
	var third, n = mu, 3 // want lock/copied:high "this assignment copies"
	_, _ = third, n      // want lock/copied:high "this assignment copies"
	var many [3]sync.RWMutex
	several := many // want lock/copied:high "this assignment copies a `\[3\]sync.RWMutex`"
	_ = several[1]  // want lock/copied:high "this assignment copies"
}

func pointers(mu *sync.Mutex, page **Page) {
	copy := *mu   // want lock/copied:high "this assignment copies"
	*mu = copy    // want lock/copied:high "this assignment copies"
	q := (**page) // want lock/copied:high "this assignment copies"
	use(&q)
}

func use(any) {}

func passed(p *Page, f func(int, any), table map[string]Page, c chan Page) Page {
	f(1, *p)              // want lock/copied:high "this argument is a copy of a `.*Page`"
	use(p.stats)          // want lock/copied:high "this argument is a copy of a `\[2\].*Stats`"
	use(any(*p))          // want lock/copied:high "this argument is a copy"
	one, ok := table["a"] // want lock/copied:high "this assignment copies"
	if ok {
		c <- one // want lock/copied:high "this sends a copy"
		c <- <-c // want lock/copied:high "this sends a copy"
	}
	pages := []Page{*p, {name: "b"}}         // want lock/copied:high "this element of the literal is a copy"
	byName := map[string]Page{"a": pages[0]} // want lock/copied:high "this element of the literal is a copy"
	both := struct{ p Page }{p: byName["a"]} // want lock/copied:high "this element of the literal is a copy"
	pages = append(pages, both.p)            // want lock/copied:high "this argument is a copy"
	go use(pages[1])                         // want lock/copied:high "this argument is a copy"
	boxed := use
	boxed(pages[0]) // want lock/copied:high "this argument is a copy"
	return pages[0] // want lock/copied:high "this result is a copy"
}

func loops(pages []Page, fixed [2]sync.Mutex, c chan sync.Once) (n int) { // want lock/copied:high "the parameter `fixed` is a copy"
	for _, page := range pages { // want lock/copied:high "the loop variable is a copy"
		n += len(page.name)
	}
	var mu sync.Mutex
	for _, mu = range fixed { // want lock/copied:high "the loop variable is a copy"
		n++
	}
	for once := range c { // want lock/copied:high "the loop variable is a copy"
		once.Do(func() { n++ })
	}
	for i, own := 0, (sync.Mutex{}); i < 3; i++ { // want lock/copied:high "each iteration of the loop copies a `sync.Mutex`"
		own.Lock()
		own.Unlock() // and back
	}
	mu.Lock()
	mu.Unlock() // and back
	return n
}

func length(len func(any), mu sync.Map) { // want lock/copied:high "the parameter `mu` is a copy of a `sync.Map`"
	len(mu) // want lock/copied:high "this argument is a copy of a `sync.Map`"
}

var first sync.Mutex
var second = first // want lock/copied:high "this assignment copies"
