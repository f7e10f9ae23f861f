// Package copied has structs that only tests copy: a lock would be copied with them.
package copied

type Counter struct{ counts map[string]int }

type gauge struct{ values map[string]int }

func New() *Counter { return &Counter{counts: map[string]int{}} }

func (c *Counter) Add(k string) { c.counts[k]++ }

func (g *gauge) set(k string) { g.values[k] = 1 }

func Run() {
	c, g := New(), &gauge{values: map[string]int{}}
	for range 4 {
		go func() {
			c.Add("a")
			g.set("a")
		}()
	}
}
