package labels

import (
	"maps"
	"sync"
)

// Labels is a named map; its methods do not lock.
type Labels map[string]string

func (l Labels) Merge(more Labels) { maps.Copy(l, more) }

type Object struct {
	mu     sync.Mutex
	labels Labels
}

func NewObject() *Object {
	return &Object{labels: Labels{}}
}

func (o *Object) Label(key, value string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.labels[key] = value
}

func (o *Object) Value(key string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.labels[key]
}

func (o *Object) Import(more map[string]string) {
	maps.Copy(o.labels, more) // want map/inconsistent-guard "labels"
}
