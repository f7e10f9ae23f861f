// Taken_one has loops that find an element and take it out: of two over copies both might take the same one.
package main

import "fmt"

type pool struct {
	free map[int]string
}

func (p *pool) give(id int) { p.free[id] = "" }

// take calls something in the loop, which may wait.
func (p *pool) take() (int, bool) {
	for id, name := range p.free {
		delete(p.free, id)
		fmt.Println(name)
		return id, true
	}
	return 0, false
}

type bag struct {
	things map[string]int
}

func (b *bag) put(name string) { b.things[name]++ }

// pick is under one lock as a whole.
func (b *bag) pick() string {
	found := ""
	for name := range b.things {
		delete(b.things, name)
		found = name
		break
	}
	return found
}

type sweeper struct {
	old map[int]int
}

func (s *sweeper) add(n int) { s.old[n] = n }

// sweep ends before it takes anything, or goes on.
func (s *sweeper) sweep(least int) error {
	for key, age := range s.old {
		if age < 0 {
			return fmt.Errorf("key %d", key)
		}
		if age < least {
			fmt.Println(key)
			delete(s.old, key)
		}
	}
	return nil
}

func main() {
	p, b, s := &pool{free: map[int]string{}}, &bag{things: map[string]int{}}, &sweeper{old: map[int]int{}}
	for n := range 4 {
		go p.give(n)
		go p.take()
		go b.put("a")
		go b.pick()
		go s.add(n)
		go s.sweep(n)
	}
}
