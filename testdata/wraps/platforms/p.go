package p

import "fmt"

// Box is what goroutines share.
type Box struct {
	items map[string]int
	place
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

func (b *Box) Get(k string) int { return b.items[k] }

func Run() []string {
	b := &Box{items: map[string]int{}}
	b.set("a")
	b.names = map[string]bool{}
	b.note("x")
	return []string{fmt.Sprint(b.items["a"], len(b.names))}
}
