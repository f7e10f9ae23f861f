package index

import "sync"

// Index has two maps.
type Index struct {
	names, ids sync.Map
}

// Rename moves an entry: the keys differ.
func (x *Index) Rename(from, to string) {
	id, ok := x.names.Load(from)
	if !ok {
		return
	}
	x.names.Store(to, id)
	x.ids.Store(id, to)
}

// Replace does not look at what it replaces.
func (x *Index) Replace(name string, id int) (old any) {
	old, _ = x.names.Load(name)
	x.names.Store(name, id)
	return old
}

// Forget only looks whether there is something to delete.
func (x *Index) Forget(name string) bool {
	if _, ok := x.names.Load(name); !ok {
		return false
	}
	x.names.Delete(name)
	return true
}

// Mark changes the object, not the map.
func (x *Index) Mark(name string) {
	found, ok := x.names.Load(name)
	if !ok {
		return
	}
	x.names.Store(name, found)
}
