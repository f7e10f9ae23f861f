package p

import "fmt"

// Box has methods of one line.
type Box struct {
	items map[string]int
	parts map[string]map[string]int
	log   []string
}

func New() *Box { return &Box{items: map[string]int{"a": 1}, parts: map[string]map[string]int{}} }

func (b *Box) loop() {
	for {
		b.items["x"] = 1
		b.parts["x"] = nil
	}
}

func (b *Box) Start()                          { go b.loop() }
func (b *Box) Get(k string) int                { return b.items[k] }
func (b *Box) Swap(one, two string)            { b.items[one], b.items[two] = b.items[two], b.items[one] }
func (b *Box) Len() int                        { return len(b.items) }
func (b *Box) Set(k string, v int)             { b.items[k] = v }
func (b *Box) Both(one, two string) (int, int) { return b.items[one], b.items[two] }

func (b *Box) Part(k, p string) int { n := b.parts[k][p]; return n }

func (b *Box) SumOfSeveral(first, second, third string) int { return b.items[first] + b.items[second+third] }

func (b *Box) say(v any) { b.log = append(b.log, fmt.Sprint(v)) }

func Run() []string {
	b := New()
	if false {
		b.Start()
	}
	b.Set("b", 2)
	b.Swap("a", "b")
	b.say(b.Get("a"))
	b.say(b.Len())
	b.say(fmt.Sprint(b.Both("a", "b")))
	b.say(b.Part("a", "b"))
	b.say(b.SumOfSeveral("a", "b", "c"))
	return b.log
}
