// Package changed has elements that are looked at, and then changed in place by their name.
package changed

import "encoding/json"

type doc struct {
	title string
	hits  int
	Words map[string]int
}

type index struct {
	docs  map[int]*doc
	lists map[string][]int
	sizes map[string]struct{ n int }
}

func (x *index) add(id int) { x.docs[id] = &doc{Words: map[string]int{}} }

// retitle changes what the element points to.
func (x *index) retitle(id int, title string) {
	if d, ok := x.docs[id]; ok {
		d.title = title
		d.hits++
		d.Words[title]++
	}
}

// title only looks.
func (x *index) title(id int) string {
	if d, ok := x.docs[id]; ok {
		return d.title
	}
	return ""
}

// zero goes over all and changes them.
func (x *index) zero() {
	for _, d := range x.docs {
		d.hits = 0
	}
}

// json shows the map inside.
func (x *index) json(id int) ([]byte, error) { return json.Marshal(x.docs[id]) }

// first changes the element of a slice.
func (x *index) first(name string) {
	list := x.lists[name]
	if len(list) > 0 {
		list[0]++
	}
}

func (x *index) append(name string, n int) { x.lists[name] = append(x.lists[name], n) }

// size changes a copy of its own.
func (x *index) size(name string) int {
	s := x.sizes[name]
	s.n++
	return s.n
}

func (x *index) grow(name string) { x.sizes[name] = struct{ n int }{1} }

// Run starts it.
func Run() {
	x := &index{docs: map[int]*doc{}, lists: map[string][]int{}, sizes: map[string]struct{ n int }{}}
	for id, name := range []string{"a", "b"} {
		go func() {
			x.add(id)
			x.retitle(id, name)
			_ = x.title(id)
			x.zero()
			_, _ = x.json(id)
			x.append(name, id)
			x.first(name)
			x.grow(name)
			x.size(name)
		}()
	}
}
