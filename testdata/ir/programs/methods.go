package main

import "fmt"

type T struct{ n int }

func (t T) Get() int          { return t.n }
func (t *T) Set(n int)        { t.n = n }
func (t T) With(n int) T      { t.n = n; return t }
func (t *T) Chain(n int) *T   { t.n += n; return t }
func (t *T) Nil() bool        { return t == nil }
func (T) Static(a, b int) int { return a * b }

type Outer struct {
	Inner
	*Deep
	name string
}
type Inner struct{ T }
type Deep struct{ d int }

func (d *Deep) Inc()      { d.d++ }
func (d Deep) Value() int { return d.d }

type I interface {
	Get() int
	Set(int)
}
type Emb struct{ I }

type Int int

func (i Int) Double() Int { return i * 2 }
func (i *Int) Inc()       { *i++ }

type Fn func(int) int

func (f Fn) Apply(x int) int { return f(x) }

type List []int

func (l *List) Add(x int) { *l = append(*l, x) }
func (l List) Sum() (s int) {
	for _, x := range l {
		s += x
	}
	return
}

type M map[string]int

func (m M) Put(k string) { m[k]++ }

func get() T { return T{9} }

func main() {
	t := T{1}
	t.Set(5)
	p := &t
	fmt.Println(t.Get(), p.Get(), t.With(7).Get(), t.Get())
	p.Chain(1).Chain(2)
	fmt.Println(t.n, get().Get(), (&T{3}).Get(), T{}.Static(2, 3))
	var np *T
	fmt.Println(np.Nil())
	o := Outer{Inner: Inner{T{2}}, Deep: &Deep{3}}
	o.Set(8)
	o.Inc()
	o.Deep.Inc()
	fmt.Println(o.Get(), o.n, o.Inner.T.n, o.Value(), o.d)
	po := &o
	po.n++
	po.Set(po.n + 1)
	fmt.Println(po.Get())
	var i I = &t
	i.Set(20)
	fmt.Println(i.Get(), t.n)
	e := Emb{i}
	e.Set(30)
	fmt.Println(e.Get(), t.n)
	i = &o
	fmt.Println(i.Get())
	f := t.Get
	g := p.Set
	h := T.Get
	k := (*T).Set
	l := i.Get
	t.n = 40
	fmt.Println(f(), h(t), l())
	g(41)
	fmt.Println(t.n)
	k(&t, 42)
	fmt.Println(t.n, (*T).Get(&t), I.Get(&t))
	var n Int = 4
	n.Inc()
	fmt.Println(n.Double(), Int(3).Double(), Fn(func(x int) int { return x + 1 }).Apply(1))
	var li List
	li.Add(1)
	li.Add(2)
	fmt.Println(li, li.Sum(), List{4, 5}.Sum())
	m := M{}
	m.Put("a")
	m.Put("a")
	fmt.Println(m)
	arr := [2]T{{1}, {2}}
	arr[1].Set(50)
	sl := []T{{1}}
	sl[0].Set(60)
	mp := map[string]*T{"x": {1}}
	mp["x"].Set(70)
	fmt.Println(arr, sl, mp["x"].n)
	bound := arr[0].Set
	bound(80)
	fmt.Println(arr[0])
	fmt.Println(map[string]func(T) int{"g": T.Get}["g"](T{6}))
}
