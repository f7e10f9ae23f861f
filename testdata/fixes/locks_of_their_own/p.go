// Package locks_of_their_own has structs with several maps: each gets a lock of its own, also where the section of the
// first covers uses of the second.
package locks_of_their_own

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

func Run(g *grid, b *broker) {
	for range 4 {
		go func() {
			g.visit(point{1, 2}, "a")
			g.swap("a", "b")
			g.at("a")
			g.count(point{})
			b.subscribe("a")
			b.publish("a", "b")
			b.lost("a")
		}()
	}
}
