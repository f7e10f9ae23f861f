// Package kept passes maps to functions out of sight, some of which keep them.
package kept

import (
	"container/list"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"sync/atomic"
	"text/template"
)

// shown is read there and then: a copy will do.
type shown struct {
	items map[string]int
}

func (s *shown) put(name string, t *template.Template) ([]byte, error) {
	s.items[name]++
	slog.Info("put", "items", s.items)
	if err := t.Execute(os.Stdout, s.items); err != nil {
		return nil, err
	}
	return json.Marshal(s.items)
}

// What follows is refused: a copy would be kept.

type inContext struct{ items map[string]int }

type key struct{}

func (c *inContext) put(ctx context.Context, name string) context.Context {
	c.items[name]++
	return context.WithValue(ctx, key{}, c.items)
}

type inValue struct {
	items map[string]int
	last  atomic.Value
}

func (v *inValue) put(name string) {
	v.items[name]++
	v.last.Store(v.items)
}

type inList struct {
	items map[string]int
	all   list.List
}

func (l *inList) put(name string) {
	l.items[name]++
	l.all.PushBack(l.items)
}

type inSlice struct {
	items map[string]int
	all   []map[string]int
}

func (s *inSlice) put(name string) {
	s.items[name]++
	s.all = append(s.all, s.items)
}

// Run starts it.
func Run(ctx context.Context, t *template.Template) {
	s, c := &shown{items: map[string]int{}}, &inContext{items: map[string]int{}}
	v, l, a := &inValue{items: map[string]int{}}, &inList{items: map[string]int{}}, &inSlice{items: map[string]int{}}
	for _, name := range []string{"a", "b"} {
		go func() {
			_, _ = s.put(name, t)
			c.put(ctx, name)
			v.put(name)
			l.put(name)
			a.put(name)
		}()
	}
}
