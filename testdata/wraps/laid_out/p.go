package p

import "fmt"

// Table has fields whose names are much longer than others, and lines between blank ones.
type Table struct {
	name                                           string
	m                                              map[string]int // by name
	signalsOnResumeWithoutMessagesFromParticipants []string

	ends string
}

func newTable() *Table {
	return &Table{
		name: "t",
		m:    make(map[string]int),
		signalsOnResumeWithoutMessagesFromParticipants: nil,
		ends: "e",
	}
}

type Sparse struct {
	first   string
	m       map[string]int
	last    string
	several struct {
		hits int
	}
}

func newSparse() *Sparse {
	return &Sparse{
		first: "f",

		m: map[string]int{},

		last: "l",
	}
}

func (t *Table) work() {
	for {
		t.m["a"] = 1
	}
}

func (s *Sparse) work() {
	for {
		s.m["a"] = 1
	}
}

func (t *Table) Start() { go t.work() }

func (s *Sparse) Start() { go s.work() }

func (t *Table) Get(k string) int { return t.m[k] }

func (s *Sparse) Get(k string) int { return s.m[k] }

// Brackets stand around the map in every form.
func (t *Table) Forms(k string) int {
	(t.m)[k] = 1
	(t.m)[k] += 2
	(t.m)[k]++
	_, ok := (t.m)[k+"x"]
	delete((t.m), k+"y")
	if v, there := (t.m)[k]; there && !ok {
		return v + (t.m)[k]
	}
	return 0
}

func (t *Table) Load(from []string) {
	found := make(map[string]int, len(from))
	for i, one := range from {
		found[one] += i
	}
	t.m = found
}

// Kept is refused a map of its own: somebody else has it.
func (s *Sparse) Load(from map[string]int) {
	other := from
	other["b"] = 2
	s.m = other
}

func Run() string {
	t, s := newTable(), newSparse()
	if false {
		t.Start()
		s.Start()
	}
	t.Load([]string{"x", "y", "x"})
	s.Load(map[string]int{"a": 1})
	return fmt.Sprint(t.name, t.ends, t.Get("x"), t.Forms("q"), s.first, s.last, s.Get("b"))
}
