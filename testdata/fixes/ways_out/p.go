// Package ways_out looks at an element and then leaves by panic, goto or a call that never returns: what comes after
// that goes by what was seen, and is one step with it.
package ways_out

import (
	"fmt"
	"log"
	"sync"
)

type registry struct {
	handlers map[string]func()
	seen     map[string]bool
	ids      map[string]int
	cached   map[string]int
	ways     map[string]bool
}

func (r *registry) register(name string, f func()) {
	if _, dup := r.handlers[name]; dup {
		panic("registered twice: " + name)
	}
	r.handlers[name] = f
}

func (r *registry) visit(todo []string) (n int) {
again:
	if len(todo) == 0 {
		return n
	}
	at := todo[0]
	todo = todo[1:]
	if r.seen[at] {
		goto again
	}
	r.seen[at] = true
	n++
	goto again
}

func (r *registry) claim(name string, id int) {
	if other := r.ids[name]; other != 0 {
		log.Fatalf("%s is %d", name, other)
	}
	r.ids[name] = id
}

func (r *registry) compute(name string, limit int) int {
	if n, ok := r.cached[name]; ok {
		return n
	}
	n := r.compute(name+"x", limit)
	if len(r.cached) > limit { // no second look at the element
		clear(r.cached)
	}
	r.cached[name] = n
	return n
}

func (r *registry) forward(name string, skip bool) {
	if skip {
		goto done
	}
	for k := range r.ways {
		if k == name {
			fmt.Println(k)
			goto done
		}
	}
	r.ways[name] = true
done:
	fmt.Println(name)
}

func run(r *registry, names []string) {
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			r.register(name, func() {})
			r.visit(names)
			r.claim(name, i)
			r.compute(name, 100)
			r.forward(name, false)
		})
	}
	wg.Wait()
}

func start() {
	run(&registry{
		handlers: map[string]func(){}, seen: map[string]bool{}, ids: map[string]int{}, cached: map[string]int{},
		ways: map[string]bool{},
	}, []string{"a", "b"})
}

// used leaves with what the map has at the end.
type used struct{ counts map[string]int }

func (u *used) take(keys []string) int {
	println(len(keys))
	for _, key := range keys {
		if n, ok := u.counts[key]; ok {
			delete(u.counts, key)
			return n + len(u.counts)
		}
	}
	println("none")
	return 0
}

func (u *used) serve(keys chan []string) {
	for several := range keys {
		go u.take(several)
	}
}
