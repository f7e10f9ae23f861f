package main

import "fmt"

type Num interface{ ~int | ~int64 | ~float64 }
type Int int
type Stringer interface{ String() string }

func (i Int) String() string { return fmt.Sprintf("Int(%d)", int(i)) }

func Show[T Stringer](xs []T) (out string) {
	for _, x := range xs {
		out += x.String() + ";"
	}
	return
}

type Iter[T any] func(yield func(T) bool)

func Of[T any](xs ...T) Iter[T] {
	return func(yield func(T) bool) {
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func (it Iter[T]) Filter(keep func(T) bool) Iter[T] {
	return func(yield func(T) bool) {
		for x := range it {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

func (it Iter[T]) Collect() (out []T) {
	for x := range it {
		out = append(out, x)
	}
	return
}

func MapIter[T, U any](it Iter[T], f func(T) U) Iter[U] {
	return func(yield func(U) bool) {
		for x := range it {
			if !yield(f(x)) {
				return
			}
		}
	}
}

func Take[T any](it Iter[T], n int) Iter[T] {
	return func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		i := 0
		for x := range it {
			i++
			if !yield(x) || i == n {
				return
			}
		}
	}
}

type Node[K comparable, V any] struct {
	k    K
	v    V
	next *Node[K, V]
}

type Map[K comparable, V any] struct {
	buckets [4]*Node[K, V]
	hash    func(K) int
	n       int
}

func (m *Map[K, V]) slot(k K) **Node[K, V] {
	p := &m.buckets[m.hash(k)%4]
	for *p != nil && (*p).k != k {
		p = &(*p).next
	}
	return p
}

func (m *Map[K, V]) Put(k K, v V) {
	p := m.slot(k)
	if *p == nil {
		*p = &Node[K, V]{k: k}
		m.n++
	}
	(*p).v = v
}

func (m *Map[K, V]) Get(k K) (v V, ok bool) {
	if p := *m.slot(k); p != nil {
		return p.v, true
	}
	return
}

func Fold[A, T any](xs []T, a A, f func(A, T) A) A {
	if len(xs) == 0 {
		return a
	}
	return Fold(xs[1:], f(a, xs[0]), f)
}

func Apply[T any](x *T, fs ...func(*T)) *T {
	for _, f := range fs {
		f(x)
	}
	return x
}

func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

type Either[L, R any] struct {
	l  *L
	r  *R
}

func Left[L, R any](l L) Either[L, R] { return Either[L, R]{l: &l} }
func (e Either[L, R]) Match(f func(L) string, g func(R) string) string {
	if e.l != nil {
		return f(*e.l)
	}
	return g(*e.r)
}

func Memo[K comparable, V any](f func(K) V) func(K) V {
	m := map[K]V{}
	return func(k K) V {
		if v, ok := m[k]; ok {
			return v
		}
		v := f(k)
		m[k] = v
		return v
	}
}

func SumAll[T Num](m map[string][]T) (s T) {
	for _, xs := range m {
		for _, x := range xs {
			s += x
		}
	}
	return s * 2
}

func Cmp[T int | string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a == b:
		return 0
	}
	return 1
}

type Point struct{ x, y int }

func main() {
	fmt.Println(Show([]Int{1, 2}))
	evens := Of(1, 2, 3, 4, 5, 6).Filter(func(i int) bool { return i%2 == 0 })
	fmt.Println(evens.Collect())
	fmt.Println(Take(MapIter(evens, func(i int) string { return fmt.Sprint("<", i, ">") }), 2).Collect())
	m := &Map[string, int]{hash: func(s string) int { return len(s) }}
	for i, w := range []string{"a", "bb", "c", "dddddd", "a"} {
		m.Put(w, i)
	}
	fmt.Println(m.n)
	fmt.Println(m.Get("a"))
	fmt.Println(m.Get("zzz"))
	fmt.Println(Fold([]int{1, 2, 3}, "", func(a string, x int) string { return fmt.Sprint(x) + a }))
	p := Apply(&Point{1, 2}, func(p *Point) { p.x *= 10 }, func(p *Point) { p.y = p.x })
	fmt.Println(*p)
	fmt.Println(Must(3, nil))
	func() {
		defer func() { fmt.Println("must:", recover()) }()
		Must("", fmt.Errorf("bad"))
	}()
	e := Left[int, string](4)
	fmt.Println(e.Match(func(i int) string { return fmt.Sprint("L", i) }, func(s string) string { return "R" + s }))
	calls := 0
	sq := Memo(func(n int) int { calls++; return n * n })
	fmt.Println(sq(4), sq(4), sq(5), calls)
	fmt.Println(SumAll(map[string][]float64{"a": {1, 0.5}, "b": {2}}), Cmp("a", "b"), Cmp(3, 3))
	h := m.Put
	h("new", 42)
	fmt.Println(m.Get("new"))
}
