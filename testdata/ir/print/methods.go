package p

type I interface{ M(int) }
type A struct{ n int }
type B struct {
	*A
	in C
}
type C struct{ A }

func (a *A) Inc()   { a.n++ }
func (a A) Get() int { return a.n }

func call(b *B, i I) {
	b.Inc()
	b.in.Inc()
	_ = b.Get()
	i.M(b.n)
	f := b.in.Get
	g := i.M
	h := (*A).Inc
	g(f())
	h(b.A)
}
