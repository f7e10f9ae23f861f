// Package several_maps has structs with several maps that nothing guards: each struct gets one lock, and what is done
// with two of its maps is one step.
package several_maps

import (
	"fmt"
	"sort"
)

type point struct{ x, y int }

type grid struct {
	cells map[point]int    // By place.
	names map[string]point // by who is there
}

func (g *grid) visit(p point, who string) {
	n := g.cells[p]
	n += len(who)
	g.cells[p] = n
	g.names[who] = p
}

func (g *grid) swap(a, b string) { g.names[a], g.names[b] = g.names[b], g.names[a] }

func (g *grid) at(who string) (point, bool) {
	p, ok := g.names[who]
	return p, ok
}

func (g *grid) count(p point) int { return g.cells[p] }

type broker struct {
	subscribers map[string][]chan string
	dropped     map[string]int
}

func (b *broker) subscribe(topic string) {
	b.subscribers[topic] = append(b.subscribers[topic], make(chan string, 1))
}

func (b *broker) publish(topic, message string) {
	for _, one := range b.subscribers[topic] {
		select {
		case one <- message:
		default:
			b.dropped[topic]++
		}
	}
}

func (b *broker) lost(topic string) int { return b.dropped[topic] }

// pair is used two at a time: no section is for both, and each map has a lock of its own.
type pair struct {
	left  map[string]int
	right map[string]int
}

func (p *pair) move(other *pair, k string) {
	n := p.left[k]
	n++
	other.right[k] = n
}

func (p *pair) set(k string) {
	p.left[k] = 1
	p.right[k] = 2
}

// base is embedded: a field mu of it would be one of outer, too, and hide none there.
type base struct {
	names map[string]string
	sizes map[string]int
}

type outer struct {
	base
	mu int
}

func (o *outer) put(k string) {
	o.names[k] = k
	o.sizes[k] = len(k) + o.mu
}

func (o *outer) get(k string) (string, int) { return o.names[k], o.sizes[k] }

// index is looked at in places where no statement fits, is sorted by what is in it, and two are shown at once.
type index struct {
	pages map[string]int
	words map[string][]string
	ranks map[string]int
}

func (x *index) before(a, b string) bool { return len(a) > 0 && x.pages[a] < x.ranks[b] }

func (x *index) add(word, page string) {
	x.words[word] = append(x.words[word], page)
	x.pages[page]++
	x.ranks[page] = len(x.words[word])
}

func (x *index) sorted(word string) []string {
	found := append([]string(nil), x.words[word]...)
	sort.Slice(found, func(i, j int) bool { return x.ranks[found[i]] < x.ranks[found[j]] })
	return found
}

func (x *index) shown() string { return fmt.Sprint(x.pages, x.ranks) }

func Run(g *grid, b *broker, p, q *pair, o *outer, x *index) {
	for range 4 {
		go func() {
			g.visit(point{1, 2}, "a")
			g.swap("a", "b")
			g.at("a")
			g.count(point{})
			b.subscribe("a")
			b.publish("a", "b")
			b.lost("a")
			p.move(q, "a")
			q.set("a")
			o.put("a")
			o.get("a")
			x.add("a", "b")
			x.before("a", "b")
			x.sorted("a")
			x.shown()
		}()
	}
}
