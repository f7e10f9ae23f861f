// Package elsewhere passes maps to functions of other packages that use them for the time of the call.
package elsewhere

import (
	"fmt"
	"log"
	"sync"

	"example.com/elsewhere/words"
)

// board gets a mutex that is held around the calls.
type board struct {
	marks map[string]int
}

func (b *board) add(text string) { words.Count(b.marks, text) }

func (b *board) show() {
	fmt.Println(words.Total(b.marks))
	words.Print(b.marks)
}

func (b *board) once(name string) bool {
	if words.Has(b.marks, name) {
		return false
	}
	b.marks[name] = 1
	return true
}

func (b *board) lower() {
	for name := range b.marks {
		b.marks[words.Lower(name)]++
	}
}

type post struct {
	tags words.Tags
}

func (p *post) tag(name string) {
	p.tags.Add(name)
	log.Print("tagged")
}

// ledger has a lock, which some callers take.
type ledger struct {
	mu   sync.Mutex
	sums map[string]int
}

func (l *ledger) book(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sums[name]++
}

func (l *ledger) unbook(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.sums, name)
}

func (l *ledger) again(text string) {
	words.Count(l.sums, text)
}

// What follows is refused.

type kept struct {
	items map[string]int
}

func (k *kept) put(name string) {
	words.Keep(k.items)
	k.items[name] = 1
}

type locking struct {
	stock map[string]int
}

func (l *locking) take(name string) {
	words.Locked(l.stock, name)
	l.stock[name]--
}

type asking struct {
	votes map[string]int
}

func (a *asking) ask(name string) {
	words.Ask(a.votes, func(one string) bool { return one != name })
}

type hosting struct {
	hosts map[string]int
}

func (h *hosting) host() { words.Host(h.hosts) }

type deferred struct {
	seen map[string]int
}

func (d *deferred) run(name string) {
	defer words.Print(d.seen)
	d.seen[name] = 1
}

func all(b *board, p *post, g *ledger, k *kept, o *locking, a *asking, h *hosting, d *deferred) {
	for _, name := range []string{"a", "b"} {
		go func() {
			b.add(name)
			b.show()
			b.once(name)
			b.lower()
			p.tag(name)
			g.book(name)
			g.again(name)
			g.unbook(name)
			k.put(name)
			o.take(name)
			a.ask(name)
			h.host()
			d.run(name)
		}()
	}
}

// All starts it.
func All() {
	all(
		&board{marks: map[string]int{}}, &post{tags: words.Tags{}}, &ledger{sums: map[string]int{}},
		&kept{items: map[string]int{}}, &locking{stock: map[string]int{}}, &asking{votes: map[string]int{}},
		&hosting{hosts: map[string]int{}}, &deferred{seen: map[string]int{}},
	)
}
