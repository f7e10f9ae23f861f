// Package one_line_struct has structs that are written on one line: with a mutex they take several.
package one_line_struct

import "sync"

type table struct{ rows map[string]int }

func (t *table) set(k string, v int) { t.rows[k] = v }

func (t *table) get(k string) int { return t.rows[k] }

// tally counts.
type tally struct{ counts map[string]int } // small

type (
	// view is alone in its lines.
	view struct{ x map[string]int }

	longerName int
)

type (
	first                 struct{ x map[string]int }
	longerToo             int
	other                 = string
	last                  struct{ x map[string]int }
	generic[K comparable] struct{ seen map[K]bool }
)

func (g *generic[K]) add(k K) { g.seen[k] = true }

type nested struct {
	tables map[string]*struct{ n int }
}

func run(t *table, c *tally, v *view, f *first, l *last, g *generic[string], n *nested) {
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			t.set("a", i)
			_ = t.get("b")
			c.counts["a"]++
			v.x["a"]++
			f.x["a"]++
			l.x["a"]++
			n.tables["a"] = &struct{ n int }{i}
			g.add("a")
		}()
	}
	wg.Wait()
}

func start() {
	run(
		&table{rows: map[string]int{}}, &tally{counts: map[string]int{}}, &view{x: map[string]int{}},
		&first{x: map[string]int{}}, &last{x: map[string]int{}}, &generic[string]{seen: map[string]bool{}},
		&nested{tables: map[string]*struct{ n int }{}},
	)
}
