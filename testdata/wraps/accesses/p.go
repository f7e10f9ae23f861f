package p

import (
	"fmt"
	"log"
	"sort"
)

// Box is what goroutines share.
type Box struct {
	name  string // of the box
	items map[string]int
	log   []string
}

func New(name string) *Box {
	return &Box{
		name:  name,
		items: make(map[string]int),
	}
}

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

func (b *Box) say(v any) int {
	b.log = append(b.log, fmt.Sprint(v))
	return len(b.log)
}

// F1, F2
func (b *Box) Reads(k string, n int) int {
	v, ok := b.items[k]
	if _, found := b.items[k+"x"]; found || b.items[k] > n && len(b.items) > 1 {
		b.say(found)
	}
	if _, ok := b.items[k+"y"]; !ok {
		b.say("not there")
	} else if _, again := b.items[k]; again && n > 0 {
		b.say("there")
	} else if _, three := b.items[k]; n > 1 && three {
		b.say(n)
	}
	if _, ok := b.items[k]; ok == (n > 2) {
		b.say(n)
	}
	var w, there = b.items["b"]
	switch u, ok := b.items["c"]; {
	case ok:
		b.say(u)
	}
	b.say(fmt.Sprint(v, ok, w, there, b.items[fmt.Sprint(b.items[k])]))
	for i := 0; i < b.items[k]; i++ {
		n += i
	}
	return b.items[k] + n*2
}

// F7
func (b *Box) Takes(k string) (n int) {
	v, ok := b.items[k]
	delete(b.items, k)
	if ok {
		n = v
	}
	k, ok = map[int]string{n: k + "k"}[n]
	if ok {
		n, ok = b.items[k]
		delete(b.items, k)
	}
	_, ok = b.items[k]
	delete(b.items, k+"z") // another one
	if !ok {
		log.Println(b.items, len(b.items))
		fmt.Print(1, 2, 3, 4, 5, 6, 7, b.items)
	}
	return n
}

// F3, F4, F5
func (b *Box) Writes(k string, n int) {
	b.items[k] = n + 1
	b.items[k+"y"] = b.say(n)
	b.items[k]++ // counted
	b.items["minus"]--
	b.items[k] += n
	b.items[k] *= n + 2
	b.items[k] -= b.say(k)
	b.items["max"] = max(b.items["max"], n)
	for i := 0; i < 2; b.items["post"]++ {
		i++
	}
}

// F6, F9
func (b *Box) Deletes(k string) int {
	delete(b.items, k)
	defer delete(b.items, k+"y")
	if len(b.items) == 0 {
		return -1
	}
	return len(b.items)
}

// F8
func (b *Box) Ranges(k string) (sum int) {
	var keys []string
outer:
	for q, v := range b.items {
		if v < 0 {
			continue outer
		}
		keys = append(keys, q)
		sum += v
	}
	for q := range b.items {
		if q == k {
			delete(b.items, q)
			break
		}
	}
	for range b.items {
		sum++
	}
	sort.Strings(keys)
	b.say(keys)
	return sum
}

// F10
func (b *Box) Resets(n int) {
	b.items = make(map[string]int)
	b.items["a"] = n
	b.items = map[string]int{"b": n, "c": 2}
	b.say(len(b.items))
	clear(b.items)
}

// F7
func (b *Box) Steps(k string, n int) int {
	if _, ok := b.items[k]; !ok {
		b.items[k] = n
	}
	if v, ok := b.items["b"]; ok {
		delete(b.items, "b")
		b.say(v)
	}
	if _, ok := b.items["gone"]; ok {
		delete(b.items, "gone")
	}
	return b.items[k]
}

// F21
func (b *Box) Swaps(k, q string) (x int) {
	b.items[k], b.items[q] = b.items[q], b.items[k]
	x, b.items["pair"] = b.pair()
	return x
}

func (b *Box) pair() (int, int) { return b.say("pair"), 7 }

func Run() []string {
	b := New("box")
	for i, k := range []string{"a", "b", "a"} {
		b.Writes(k, i)
		b.say(b.Reads(k, i))
		b.say(b.Deletes("minus"))
		b.say(b.Ranges(k))
		b.say(b.Steps(k, i))
		b.say(b.Swaps(k, "b"))
		b.say(b.Ranges("none"))
		b.Resets(i)
	}
	return b.log
}
