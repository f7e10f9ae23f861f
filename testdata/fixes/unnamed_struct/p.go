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

// stats has two maps in a struct without a name, which get one mutex there.
type stats struct {
	name   string
	counts struct {
		hits, total int
		seen        map[string]int
		missed      map[string]int // by key
	}
}

func (s *stats) hit(k string) {
	s.counts.seen[k]++
	if s.counts.seen[k] > 3 {
		delete(s.counts.missed, k)
	}
}

func (s *stats) miss(k string) int {
	s.counts.missed[k]++
	return len(s.counts.missed)
}

// locked has a lock there that one function does not take.
type locked struct {
	in struct {
		sync.Mutex
		names map[string]int
	}
}

func (l *locked) set(k string) {
	l.in.Lock()
	defer l.in.Unlock()
	l.in.names[k]++
}

func (l *locked) drop(k string) {
	l.in.Lock()
	defer l.in.Unlock()
	delete(l.in.names, k)
}

func (l *locked) get(k string) int { return l.in.names[k] }

// deep has the map two structs down.
type deep struct {
	one struct {
		two struct {
			names map[string]int
		}
	}
}

func (d *deep) set(k string) { d.one.two.names[k]++ }

// kept is refused: a copy of the struct would have another lock.
type kept struct {
	in struct {
		names map[string]int
	}
}

func (k *kept) set(name string) { k.in.names[name]++ }

func (k *kept) count() int {
	in := k.in
	return len(in.names)
}

// oneLine is refused: two structs share a line.
type oneLine struct {
	in struct{ names map[string]int }
}

func (o *oneLine) set(name string) { o.in.names[name]++ }

func beside(s *stats, l *locked, d *deep, k *kept, o *oneLine) {
	for _, name := range []string{"a", "b"} {
		go func() {
			s.hit(name)
			s.miss(name)
			l.set(name)
			l.drop(name)
			l.get(name)
			d.set(name)
			k.set(name)
			k.count()
			o.set(name)
		}()
	}
}

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
