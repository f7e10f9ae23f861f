// Package given_out returns maps that no lock guards, and uses such as have methods of their own.
package given_out

import (
	"net/http"
	"net/url"
)

// open gives its map to who only reads it.
type open struct {
	names map[string]int
	about url.Values
}

func (o *open) add(k string) {
	o.names[k]++
	o.about.Add(k, k)
}

func (o *open) all() map[string]int { return o.names }

func (o *open) both() (map[string]int, int) { return o.names, len(o.names) }

func (o *open) encoded() string { return o.about.Encode() }

func (o *open) sum() (n int) {
	for _, v := range o.all() {
		n += v
	}
	return n
}

// filled gives its map to who writes to it.
type filled struct{ names map[string]int }

func (f *filled) all() map[string]int { return f.names }

func (f *filled) add(k string) { f.all()[k]++ }

func (f *filled) drop(k string) { delete(f.names, k) }

// live says that it gives the map itself.
type live struct{ names map[string]int }

func (l *live) add(k string) { l.names[k]++ }

// all returns the underlying map: it must not be modified.
func (l *live) all() map[string]int { return l.names }

// nested has maps in the map, which a copy would share.
type nested struct{ names map[string]map[string]int }

func (n *nested) add(k string) {
	if n.names[k] == nil {
		n.names[k] = map[string]int{}
	}
	n.names[k][k]++
}

func (n *nested) all() map[string]map[string]int { return n.names }

// headers changes what it looked at: one step, also where something that may wait stands between.
type headers struct {
	sent http.Header
	seen http.Header
	gone http.Header
}

func (h *headers) send(k string, wait func() string) {
	if h.sent.Get(k) == "" {
		h.sent.Set(k, wait())
	}
}

func (h *headers) see(k string) bool {
	if h.seen.Get(k) != "" {
		return false
	}
	h.seen.Set(k, "x")
	return true
}

func (h *headers) prune(wait func()) {
	for k := range h.gone {
		wait()
		h.gone.Del(k)
	}
}

func (h *headers) end(k string) { h.gone.Add(k, k) }

func Run(o *open, f *filled, l *live, n *nested, h *headers, wait func() string) {
	for range 4 {
		go func() {
			o.add("a")
			o.both()
			o.encoded()
			o.sum()
			f.add("a")
			f.drop("a")
			l.add("a")
			_ = len(l.all())
			n.add("a")
			_ = len(n.all())
			h.send("a", wait)
			h.see("a")
			h.prune(func() {})
			h.end("a")
		}()
	}
}

// made fills its map before anybody else has it, where it is asked for first.
type made struct{ names map[string]int }

func newMade(several []string) *made {
	m := &made{}
	for _, name := range several {
		if m.names == nil {
			m.names = map[string]int{}
		}
		m.names[name]++
	}
	return m
}

func (m *made) add(name string) {
	if m.names == nil {
		return
	}
	m.names[name]++
}

func (m *made) run(several []string) {
	for _, name := range several {
		go m.add(name)
	}
}

func runMade(several []string) { newMade(several).run(several) }
