package shared

import "sync"

// Names may be filled by others.
var Names sync.Map

// Root asks for what nobody stores here.
func Root() bool {
	Names.Store("a", 1)
	_, ok := Names.Load(0)
	return ok
}

type table struct{ rows sync.Map }

func fill(rows *sync.Map, key any) { rows.Store(key, true) }

func (t *table) has(id int) bool {
	fill(&t.rows, id)
	t.rows.Store("root", true)
	_, ok := t.rows.Load(id)
	return ok
}

// Run uses the table.
func Run() { (&table{}).has(1) }

var values sync.Map

// Put stores what it is given.
func Put(key any, value any) { values.Store(key, value) }

// Get asks for an int.
func Get() int {
	values.Store("one", "1")
	found, _ := values.Load(1)
	n, _ := found.(int)
	return n
}
