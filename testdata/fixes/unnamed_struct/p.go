// Package unnamed_struct has maps in structs that have no name, or one that only a function knows.
package unnamed_struct

import "sync"

var registry struct {
	names map[string]int
}

var started = struct {
	names map[string]int
}{names: map[string]int{}}

// whole is used as a whole: a copy has the same map, and no lock.
var whole = struct {
	names map[string]int
}{names: map[string]int{}}

func copied() map[string]int {
	one := whole
	return one.names
}

type outer struct {
	in struct {
		names map[string]int
	}
}

func (o *outer) set(k string) { o.in.names[k] = 1 }

func (o *outer) run() {
	type inner struct {
		names map[string]int
	}
	one := &inner{names: map[string]int{}}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { one.names["a"]++ })
	}
	wg.Wait()
}

func run(o *outer) {
	type local struct {
		names map[string]int
	}
	one := &local{names: map[string]int{}}
	var unnamed struct {
		names map[string]int
	}
	unnamed.names = map[string]int{}
	named := map[string]int{} // is fixed, and moves the others
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			one.names["a"]++
			unnamed.names["a"]++
			registry.names["a"]++
			started.names["a"]++
			whole.names["a"]++
			named["a"]++
			o.set("a")
		})
	}
	wg.Wait()
	_ = len(copied())
}

func start() {
	registry.names = map[string]int{}
	o := &outer{}
	o.in.names = map[string]int{}
	run(o)
	o.run()
}
