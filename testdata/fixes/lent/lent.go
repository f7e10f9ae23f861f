// Package lent passes maps to functions that use them for the time of the call.
package lent

import (
	"fmt"
	"log"
	"sort"
	"sync"
)

// Total only reads.
func total(counts map[string]int) int {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return sum
}

func sorted(counts map[string]int) []string {
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func bump(counts map[string]int, name string) { counts[name]++ }

// bumped gives the map on to another function.
func bumped(counts map[string]int, name string) int {
	bump(counts, name)
	return counts[name]
}

// board gets a mutex that is held around the calls.
type board struct {
	marks map[string]int
}

func (b *board) add(name string) { bump(b.marks, name) }

func (b *board) total() int { return total(b.marks) }

func (b *board) show() {
	fmt.Println(total(b.marks), sorted(b.marks))
}

func (b *board) both(name string) int {
	if n := bumped(b.marks, name); n > 10 {
		return n
	}
	return 0
}

func (b *board) noted(name string) {
	log.Print("before")
	bump(b.marks, name)
	log.Print("behind")
	log.Print("all done")
}

// A long check with the map behind `&&`: a copy for one that goes over all of it.
func (b *board) many(asked bool) bool {
	log.Print("asked")
	return asked && total(b.marks) > 10 && log.Flags() > 0
}

// tags is a map with methods.
type tags map[string]bool

func (t tags) set(name string) { t[name] = true }

func (t tags) size() int { return len(t) }

type post struct {
	tags tags
}

func (p *post) tag(name string) {
	p.tags.set(name)
	log.Print("tagged")
	if p.tags.size() > 3 {
		log.Print("many tags")
	}
}

// ledger has a lock, which some callers take.
type ledger struct {
	mu    sync.Mutex
	sums  map[string]int
	lines []string
}

func (l *ledger) book(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, name)
	l.sums[name]++
}

func (l *ledger) unbook(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.sums, name)
}

func (l *ledger) again(name string) {
	bump(l.sums, name)
}

// listing goes over the map, and writes meanwhile: it gets a copy.
type listing struct {
	ages map[string]int
}

func printed(ages map[string]int) {
	for name, age := range ages {
		fmt.Println(name, age)
	}
}

func (l *listing) print() { printed(l.ages) }

func (l *listing) set(name string) { l.ages[name] = 1 }

// What follows is refused.

type deferred struct {
	seen map[string]int
}

func (d *deferred) run(name string) {
	defer printed(d.seen)
	d.seen[name] = 1
}

type looked struct {
	known map[string]int
}

func has(known map[string]int, name string) bool {
	_, ok := known[name]
	return ok
}

func (l *looked) learn(name string) {
	if !has(l.known, name) {
		log.Print("new: ", name)
		l.known[name] = 1
	}
}

type kept struct {
	items map[string]int
}

var shelf []map[string]int

func keep(items map[string]int) { shelf = append(shelf, items) }

func (k *kept) put(name string) {
	keep(k.items)
	k.items[name] = 1
}

type locking struct {
	stock map[string]int
}

var stockMu sync.Mutex

func locked(stock map[string]int) {
	stockMu.Lock()
	stock["all"]++
	stockMu.Unlock()
}

func (l *locking) take(name string) {
	locked(l.stock)
	l.stock[name]--
}

type counting struct {
	hits map[string]int
}

func (c *counting) note(hits map[string]int, name string) {
	hits[name]++
	c.hits["all"]++
}

func (c *counting) hit(name string) { c.note(c.hits, name) }

type sending struct {
	jobs map[string]int
	out  chan string
}

func send(jobs map[string]int, name string, out chan string) {
	jobs[name]++
	out <- name
}

func (s *sending) start(name string) { send(s.jobs, name, s.out) }

type failing struct {
	rows map[string][]int
}

func first(rows map[string][]int, name string) (int, error) {
	return rows[name][0], nil
}

func (f *failing) first(name string) int {
	n, err := first(f.rows, name)
	if err != nil {
		log.Print(err)
	}
	f.rows[name] = []int{n}
	return n
}

func all(b *board, p *post, g *ledger, l *listing, d *deferred, k *looked, e *kept, o *locking, c *counting, s *sending, f *failing) {
	for _, name := range []string{"a", "b"} {
		go func() {
			b.add(name)
			b.both(name)
			b.noted(name)
			b.show()
			b.many(b.total() > 1)
			p.tag(name)
			g.book(name)
			g.again(name)
			g.unbook(name)
			l.set(name)
			l.print()
			d.run(name)
			k.learn(name)
			e.put(name)
			o.take(name)
			c.hit(name)
			s.start(name)
			f.first(name)
		}()
	}
}

// All starts it.
func All(out chan string) {
	all(
		&board{marks: map[string]int{}}, &post{tags: tags{}}, &ledger{sums: map[string]int{}},
		&listing{ages: map[string]int{}}, &deferred{seen: map[string]int{}}, &looked{known: map[string]int{}},
		&kept{items: map[string]int{}}, &locking{stock: map[string]int{}}, &counting{hits: map[string]int{}},
		&sending{jobs: map[string]int{}, out: out}, &failing{rows: map[string][]int{}},
	)
}
