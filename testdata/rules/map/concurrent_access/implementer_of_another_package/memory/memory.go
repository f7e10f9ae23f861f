// Package memory keeps numbers in a map.
package memory

import "golint.test/rules/map/concurrent_access/implementer_of_another_package/worker"

type memory struct {
	items map[string]int
}

func New() worker.Store { return &memory{items: map[string]int{}} }

func (m *memory) Put(key string, value int) {
	m.items[key] = value // want map/concurrent-access:medium "map `m.items` is written here while another of these goroutines"
}
