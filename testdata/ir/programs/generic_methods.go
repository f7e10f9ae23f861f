package main

import (
	"fmt"
	"sort"
	"strings"
)

type Ordered interface{ ~int | ~string | ~float64 }

type Tree[T Ordered] struct {
	root *tnode[T]
	size int
}
type tnode[T Ordered] struct {
	l, r *tnode[T]
	v    T
}

func (t *Tree[T]) Insert(v T) bool {
	p := &t.root
	for *p != nil {
		switch {
		case v < (*p).v:
			p = &(*p).l
		case v > (*p).v:
			p = &(*p).r
		default:
			return false
		}
	}
	*p = &tnode[T]{v: v}
	t.size++
	return true
}

func (t *Tree[T]) All() func(func(T) bool) {
	return func(yield func(T) bool) { t.root.push(yield) }
}

func (n *tnode[T]) push(yield func(T) bool) bool {
	if n == nil {
		return true
	}
	return n.l.push(yield) && yield(n.v) && n.r.push(yield)
}

type Cache[K comparable, V any] struct {
	m     map[K]V
	order []K
	miss  func(K) (V, error)
}

func NewCache[K comparable, V any](miss func(K) (V, error)) *Cache[K, V] {
	return &Cache[K, V]{m: make(map[K]V), miss: miss}
}

func (c *Cache[K, V]) Get(k K) (v V, err error) {
	if v, ok := c.m[k]; ok {
		return v, nil
	}
	if v, err = c.miss(k); err != nil {
		return v, fmt.Errorf("miss %v: %w", k, err)
	}
	c.m[k] = v
	c.order = append(c.order, k)
	return
}

type Num interface{ ~int | ~float64 }

func Reduce[T, A any](xs []T, init A, f func(A, T) A) A {
	for _, x := range xs {
		init = f(init, x)
	}
	return init
}

func Filter[S ~[]E, E any](s S, keep func(E) bool) S {
	var out S
	for i := range s {
		if keep(s[i]) {
			out = append(out, s[i])
		}
	}
	return out
}

func GroupBy[T any, K comparable](xs []T, key func(T) K) map[K][]T {
	out := map[K][]T{}
	for _, x := range xs {
		k := key(x)
		out[k] = append(out[k], x)
	}
	return out
}

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(xs ...T) {
	for _, x := range xs {
		s[x] = struct{}{}
	}
}
func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }

type Opt[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }
func (o Opt[T]) Or(d T) T {
	if o.ok {
		return o.v
	}
	return d
}

type IDs []int

func Chan[T any](xs ...T) <-chan T {
	c := make(chan T, len(xs))
	for _, x := range xs {
		c <- x
	}
	close(c)
	return c
}

func main() {
	var t Tree[string]
	for _, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		if !t.Insert(w) {
			fmt.Print("dup ", w, "; ")
		}
	}
	fmt.Println(t.size)
	for w := range t.All() {
		if w == "quick" {
			break
		}
		fmt.Print(w, " ")
	}
	fmt.Println()
	ti := &Tree[int]{}
	for _, i := range []int{3, 1, 2} {
		ti.Insert(i)
	}
	sum := 0
	for i := range ti.All() {
		sum = sum*10 + i
	}
	fmt.Println(sum)
	calls := 0
	c := NewCache(func(k string) (int, error) {
		calls++
		if k == "" {
			return 0, fmt.Errorf("empty")
		}
		return len(k), nil
	})
	fmt.Println(c.Get("abc"))
	fmt.Println(c.Get("abc"))
	fmt.Println(c.Get(""))
	fmt.Println(calls, c.order)
	fmt.Println(Reduce([]int{1, 2, 3}, "", func(a string, x int) string { return a + fmt.Sprint(x) }))
	ids := Filter(IDs{1, 2, 3, 4}, func(i int) bool { return i%2 == 0 })
	fmt.Println(ids, len(ids))
	g := GroupBy([]string{"a", "bb", "cc", "d"}, func(s string) int { return len(s) })
	var ks []int
	for k := range g {
		ks = append(ks, k)
	}
	sort.Ints(ks)
	fmt.Println(ks, g[1], g[2])
	s := Set[int]{}
	s.Add(1, 2, 2)
	fmt.Println(len(s), s.Has(2), s.Has(3))
	fmt.Println(Some(3).Or(4), Opt[string]{}.Or("d"))
	for v := range Chan("x", "y") {
		fmt.Print(v, " ")
	}
	fmt.Println()
}
