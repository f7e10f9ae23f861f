// Package quiet_lists calls what waits for nothing between a look and a change.
package quiet_lists

import (
	"container/list"
	"errors"
)

// recent takes an element out of its list before it is deleted.
type recent struct {
	found map[string]*list.Element
	order *list.List
}

func (r *recent) add(k string) {
	if e, ok := r.found[k]; ok {
		r.order.MoveToFront(e)
		return
	}
	r.found[k] = r.order.PushFront(k)
	if r.order.Len() > 2 {
		last := r.order.Back()
		r.order.Remove(last)
		delete(r.found, last.Value.(string))
	}
}

func (r *recent) forget(k string) bool {
	e, ok := r.found[k]
	if !ok {
		return false
	}
	r.order.Remove(e)
	delete(r.found, k)
	return true
}

// failures joins errors of one name.
type failures struct{ byName map[string]error }

func (f *failures) add(name string, err error) {
	f.byName[name] = errors.Join(f.byName[name], err)
}

// asked asks a function that is not known about the element.
type asked struct{ values map[string]int }

func (a *asked) apply(k string, f func(int) int) { a.values[k] = f(a.values[k]) }

func Run(r *recent, f *failures, a *asked, g func(int) int) {
	for range 4 {
		go func() {
			r.add("a")
			r.forget("a")
			f.add("a", errors.New("a"))
			a.apply("a", g)
		}()
	}
}
