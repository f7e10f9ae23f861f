// Package array_elements has maps in the elements of arrays and slices.
package array_elements

import "sync"

const first = 0

// table gets a lock for each of its elements.
type table struct{ rows [8]row }

type row struct{ cells map[string]int }

func (t *table) set(at int, k string) {
	t.rows[at].cells[k] = at
}

func (t *table) both(k string) int {
	n := t.first(k)
	for at := 1; at < len(t.rows); at++ {
		t.rows[at].cells[k]++
		n += at
	}
	return n
}

func (t *table) first(k string) int { return t.rows[first].cells[k] }

// grown has its elements in a slice, which append copies.
type grown struct{ parts []part }

type part struct{ cells map[string]int }

func (g *grown) grow() { g.parts = append(g.parts, part{cells: map[string]int{}}) }

func (g *grown) set(k string) {
	at := len(k)
	g.parts[at].cells[k] = at
}

// moved changes the variable that says which element it is.
type moved struct{ spans [8]span }

type span struct{ cells map[string]int }

func (m *moved) next(k string) {
	at := len(k)
	m.spans[at].cells[k] = at
	at++
	m.spans[at].cells[k] = at
}

// replaced puts another element there.
type replaced struct{ slots [8]*slot }

type slot struct{ cells map[string]int }

func (r *replaced) renew(k string) {
	at, to := len(k), len(k)+1
	r.slots[at].cells[k] = at
	r.slots[to] = &slot{cells: map[string]int{}}
	r.slots[at].cells[k] = to
}

// computed says which element it is by a call.
type computed struct{ lots [8]lot }

type lot struct{ cells map[string]int }

func (c *computed) set(k string) { c.lots[len(k)].cells[k] = 1 }

// copied copies the array.
type copied struct{ bins [8]bin }

type bin struct{ cells map[string]int }

func (c *copied) set(at int, k string) { c.bins[at].cells[k] = 1 }

func (c *copied) sum() (n int) {
	for _, one := range c.bins {
		n += len(one.cells)
	}
	return n
}

func Run(t *table, g *grown, m *moved, r *replaced, c *computed, d *copied) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			t.set(1, "a")
			t.both("a")
			g.set("a")
			m.next("a")
			r.renew("a")
			c.set("a")
			d.set(1, "a")
			d.sum()
		})
	}
	g.grow()
	wg.Wait()
}
