// Package paths says on its lines which map an operation is about.
package paths

type base struct {
	items map[string]int
}

type store struct {
	base
	items2 map[string]int
	nested map[string]map[string]int
	slots  []map[string]int
	other  *store
	part   struct{ items map[string]int }
}

type table map[string]int

var (
	registry = map[string]int{}
	stores   = map[string]*store{}
	settings struct{ values map[string]string }
)

func fields(s *store) {
	s.items["a"] = 1            // want location:"base.items" name:"s.base.items" kind:"write"
	s.base.items["a"] = 1       // want location:"base.items" name:"s.base.items"
	delete(s.items2, "a")       // want location:"store.items2" name:"s.items2" kind:"delete"
	_ = s.other.items2["a"]     // want location:"store.items2" name:"s.other.items2" kind:"read"
	_ = len(s.other.base.items) // want location:"base.items" kind:"len"
	clear(s.items2)             // want kind:"clear"
	for range s.items2 {        // want kind:"range"
	}
}

func elements(s *store, k string) {
	s.nested[k] = nil        // want location:"store.nested" name:"s.nested"
	delete(s.nested[k], "a") // want location:"store.nested[*], store.nested" kind:"delete, read"
	s.slots[0]["a"] = 1      // want location:"store.slots[]" name:"s.slots[…]"
	stores[k].items2["a"]++  // want location:"stores, store.items2" kind:"read, write"
	s.part.items["a"] = 1    // want location:"store.part.items" name:"s.part.items"
}

func variables() {
	registry["a"] = 1         // want location:"registry" name:"registry"
	settings.values["a"] = "" // want location:"settings.values" name:"settings.values"
}

func aliases(s *store) {
	m := s.items2
	m["a"] = 1 // want location:"store.items2" name:"s.items2"
	t := s.other
	t.items2["a"] = 1 // want location:"store.items2" name:"s.other.items2"
	b := &s.base
	b.items["a"] = 1  // want location:"base.items" name:"s.base.items"
	table(m)["b"] = 1 // want location:"store.items2"
}

func copies(s *store) {
	c := *s
	c.items2["a"] = 1 // want location:"store.items2" name:"s.items2"
	d := &store{items2: s.items2}
	d.items2["a"] = 1 // want location:"store.items2" name:"s.items2"
}

func put(m map[string]int) {
	m["a"] = 1
}

func putDeeper(m map[string]int) { put(m) }

func passed(s *store) {
	put(s.items2)       // want location:"store.items2" kind:"write"
	putDeeper(registry) // want location:"registry" kind:"write"
}

func (s *store) own() map[string]int { return s.items2 } // want kind:"return"

func (s *store) self() *store { return s }

func (s *store) deeper() map[string]int { return s.self().own() }

func shared() *store { return stores["a"] } // want kind:"read"

func results(s *store) {
	s.own()["a"] = 1         // want location:"store.items2" name:"s.items2"
	s.self().items2["a"] = 1 // want location:"store.items2" name:"s.items2"
	s.deeper()["a"] = 1      // want location:"store.items2" name:"s.items2"
	shared().items2["a"] = 1 // want location:"store.items2"
}

func capturedVariable() {
	m := map[string]int{}
	fill := func() {
		m["a"] = 1 // want name:"m"
	}
	fill()
	_ = m["a"] // want name:"m"
}

func capturedField(s *store) {
	m := s.items2
	go func() {
		m["a"] = 1 // want location:"store.items2" name:"s.items2"
	}()
}

func ofLocals() {
	m := map[string]int{}
	m["a"] = 1
}

type mailbox struct {
	queue chan map[string]int
}

func received(b *mailbox, stop chan bool) {
	m := <-b.queue
	m["a"] = 1 // want location:"mailbox.queue[<-]"
	select {
	case <-stop:
	case n := <-b.queue:
		n["a"] = 1 // want location:"mailbox.queue[<-]"
	}
}
