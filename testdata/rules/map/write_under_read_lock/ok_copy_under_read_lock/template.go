package template

import (
	"maps"
	"sync"

	"golint.test/pairs"
)

type common struct {
	mu    sync.RWMutex
	funcs map[string]int
}

// Template shares what it has in common with others.
type Template struct {
	*common
	name string
}

func (t *Template) init() {
	if t.common == nil {
		t.common = &common{funcs: map[string]int{}}
	}
}

func (t *Template) copy(c *common) *Template {
	return &Template{common: c, name: t.name}
}

// Clone fills the copy under the read lock of the original.
func (t *Template) Clone() *Template {
	nt := t.copy(nil) // mutant: nt := t
	nt.init()
	if t.common == nil {
		return nt
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	for k, v := range t.funcs {
		if k == t.name {
			nt.funcs[t.name] = v
			continue
		}
		nt.funcs[k] = v
	}
	maps.Copy(nt.funcs, t.funcs)
	return nt
}

// Add writes.
func (t *Template) Add(name string) {
	t.init()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.funcs[name]++
}

func Run() {
	t := &Template{name: "t"}
	t.Add("t")
	pairs.Of(func() { t.Add("a") }, func() { t.Clone() })
}
