// Package loops has loops that go on until others change something: no lock is held around them.
package loops

import "fmt"

type board struct {
	marks map[string]int
	ids   map[int]string
}

func (b *board) spin() {
	for {
		b.marks["x"] = 1
	}
}

func (b *board) polls() {
	for {
		if b.marks["z"] > 3 {
			return
		}
	}
}

func (b *board) until(k string) {
	for b.marks[k] == 0 {
	}
	b.ids[0] = k
}

// free looks until it finds an id that nobody has: that and the store are one step.
func (b *board) free(name string) int {
	id := 0
	for {
		if _, taken := b.ids[id]; !taken {
			break
		}
		id++
	}
	b.ids[id] = name
	return id
}

// Run starts all of them.
func Run() {
	b := &board{marks: map[string]int{}, ids: map[int]string{}}
	go b.spin()
	go b.polls()
	go b.until("a")
	for range 3 {
		go func() { fmt.Println(b.free("b")) }()
	}
	fmt.Println(b.free("c"))
}
