// Package shown encodes and prints what elements point to, while others change that.
package shown

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
)

type doc struct {
	Title string
	Hits  int
}

type index struct {
	docs map[int]*doc
}

func (x *index) add(id int) { x.docs[id] = &doc{} }

func (x *index) retitle(id int, title string) {
	if d, ok := x.docs[id]; ok {
		d.Title = title
		d.Hits++
	}
}

func (x *index) json(id int) ([]byte, error) { return json.Marshal(x.docs[id]) }

func (x *index) text(id int) string { return fmt.Sprintf("%+v", *x.docs[id]) }

func (x *index) both(id int) (string, error) {
	fmt.Println("both")
	data, err := json.Marshal(x.docs[id])
	fmt.Println("done")
	return string(data), err
}

// pages are written at once, without the lock: the title says so.
type page struct{ Title string }

type pages struct {
	pages map[int]*page
}

func (p *pages) set(id int, title string) {
	if one := p.pages[id]; one != nil {
		one.Title = title
		return
	}
	p.pages[id] = &page{Title: title}
}

func (p *pages) write(w io.Writer, id int) error { return json.NewEncoder(w).Encode(p.pages[id]) }

// names never change: nothing is left.
type name struct {
	text string
	used int
}

type names struct {
	names map[int]*name
}

func (n *names) use(id int) {
	if one, ok := n.names[id]; ok {
		one.used++
	}
}

func (n *names) add(id int) { n.names[id] = &name{text: "n"} }

func (n *names) print(id int) {
	one := n.names[id]
	fmt.Println(one.text)
}

// locked elements take care of themselves: the lock of the map is not held for them.
type counter struct {
	mu sync.Mutex
	N  int
}

func (c *counter) MarshalJSON() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return json.Marshal(c.N)
}

func (c *counter) add() {
	c.mu.Lock()
	c.N++
	c.mu.Unlock()
}

type counters struct {
	all map[int]*counter
}

func (c *counters) add(id int) { c.all[id] = &counter{} }

func (c *counters) json(id int) ([]byte, error) { return json.Marshal(c.all[id]) }

// Run starts it.
func Run(w io.Writer) {
	x, p := &index{docs: map[int]*doc{}}, &pages{pages: map[int]*page{}}
	n, c := &names{names: map[int]*name{}}, &counters{all: map[int]*counter{}}
	for id, title := range []string{"a", "b"} {
		go func() {
			x.add(id)
			x.retitle(id, title)
			_, _ = x.json(id)
			_ = x.text(id)
			_, _ = x.both(id)
			p.set(id, title)
			_ = p.write(w, id)
			n.add(id)
			n.use(id)
			n.print(id)
			c.add(id)
			c.all[id].add()
			_, _ = c.json(id)
		}()
	}
}
