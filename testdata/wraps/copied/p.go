package p

import "fmt"

// Box is copied; the copies have the same map.
type Box struct {
	name  string
	items map[string]int
}

var box = Box{name: "first", items: map[string]int{"a": 1}}

var empty Box

func (b *Box) loop(stop chan bool) {
	for {
		select {
		case <-stop:
			return
		default:
			b.items["loop"] = 1
		}
	}
}

func (b *Box) Start(stop chan bool) { go b.loop(stop) }

// Named is a copy.
func (b Box) Named(name string) Box {
	b.name = name
	return b
}

func (b Box) Get(k string) int {
	if b.items == nil {
		return -1
	}
	return b.items[k]
}

func New(items map[string]int) *Box {
	b := new(Box)
	b.items = make(map[string]int, len(items))
	for k, v := range items {
		b.items[k] = v
	}
	return b
}

func Of(k string, v int) Box {
	return Box{items: map[string]int{k: v}}
}

func (b *Box) With(k string) Box {
	b.items[k]++
	return Box{name: k, items: b.items}
}

func Run() []string {
	two := box.Named("second")
	two.items["b"] = 2
	three := New(map[string]int{"c": 3})
	four := Of("x", 4)
	five := three.With("c")
	delete(empty.items, "a")
	n := 0
	for range empty.items {
		n++
	}
	v, ok := empty.items["a"]
	size := len(empty.items)
	return []string{fmt.Sprint(box.Get("b"), empty.Get("b"), four.Get("x"), size, n, v, ok, five.Get("c"), two.name)}
}
