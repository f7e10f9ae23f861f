package cache

import "sync"

type key struct{ host, path string }

var pages sync.Map

// Put and Get agree.
func Put(host, path string, size int) { pages.Store(key{host, path}, size) }

// Get finds it.
func Get(host, path string) int {
	size, ok := pages.Load(key{host, path})
	if !ok {
		return 0
	}
	return size.(int)
}

// Each asks for interfaces, which is no mistake.
func Each(visit func(any)) {
	pages.Range(func(_, size any) bool {
		if text, ok := size.(interface{ String() string }); ok {
			visit(text)
		}
		return true
	})
}

// Of is generic: what K is, nobody knows here.
type Of[K comparable, V any] struct{ m sync.Map }

// Store stores.
func (o *Of[K, V]) Store(key K, value V) { o.m.Store(key, value) }

// Load loads.
func (o *Of[K, V]) Load(key K) (V, bool) {
	value, ok := o.m.Load(key)
	if !ok {
		var none V
		return none, false
	}
	return value.(V), true
}
