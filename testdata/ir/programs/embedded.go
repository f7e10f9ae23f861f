package main

import "fmt"

type Logger interface{ Log(string) }
type base struct{ prefix string }

func (b *base) Log(s string)     { fmt.Println(b.prefix + s) }
func (b base) Prefix() string    { return b.prefix }
func (b *base) SetPrefix(p string) { b.prefix = p }

type mid struct {
	*base
	level int
}
type top struct {
	mid
	Logger
	name string
}
type val struct{ base }
type both struct {
	a struct{ base }
	val
}

func (m mid) Level() int    { return m.level }
func (m *mid) Raise(n int)  { m.level += n }
func (t top) Log(s string)  { t.mid.Log("[" + t.name + "] " + s) }

type counter struct{ n map[string]int }

func (c *counter) hit(k string) int { c.n[k]++; return c.n[k] }

type server struct {
	counter
	handlers map[string]func(*server, ...string) string
}

func (s *server) handle(k string, f func(*server, ...string) string) *server {
	if s.handlers == nil {
		s.handlers = make(map[string]func(*server, ...string) string)
	}
	s.handlers[k] = f
	return s
}

func (s *server) call(k string, args ...string) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out = fmt.Sprintf("%s: %v", k, r)
		}
	}()
	s.hit(k)
	return s.handlers[k](s, args...)
}

func main() {
	b := &base{"p:"}
	t := top{mid: mid{b, 1}, Logger: &base{"q:"}, name: "t"}
	t.Log("one")
	t.mid.Log("two")
	t.Logger.Log("three")
	t.SetPrefix("z:")
	t.Raise(4)
	fmt.Println(b.prefix, t.Prefix(), t.prefix, t.Level(), t.level)
	var l Logger = t
	l.Log("four")
	l = t.mid
	l.Log("five")
	f := t.mid.Log
	b.prefix = "late:"
	f("six")
	v := val{base{"v:"}}
	v.Log("seven")
	v.SetPrefix("w:")
	pv := &v
	pv.Log("eight")
	g := pv.Prefix
	pv.prefix = "changed:"
	fmt.Println(g(), pv.Prefix())
	bo := both{val: v}
	bo.a.prefix = "a"
	bo.SetPrefix("bo:")
	bo.a.Log("nine")
	fmt.Println(bo.val.base.prefix, v.prefix)
	s := &server{counter: counter{map[string]int{}}}
	s.handle("echo", func(s *server, a ...string) string { return fmt.Sprint(len(a), a, s.n["echo"]) }).
		handle("fail", func(*server, ...string) string { panic("no") })
	fmt.Println(s.call("echo", "x", "y"))
	fmt.Println(s.call("echo"))
	fmt.Println(s.call("fail"))
	fmt.Println(s.n, s.hit("echo"))
	fmt.Println(s.call("missing"))
	h := (*counter).hit
	fmt.Println(h(&s.counter, "m"))
	k := (*server).call
	fmt.Println(k(s, "echo", "z"))
}
