package main

import (
	"fmt"
	"sort"
)

type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func Keys[M ~map[K]V, K comparable, V any](m M) []K {
	var out []K
	for k := range m {
		out = append(out, k)
	}
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (T, bool) {
	var zero T
	if len(s.items) == 0 {
		return zero, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }

func Index[T comparable](xs []T, x T) int {
	for i, v := range xs {
		if v == x {
			return i
		}
	}
	return -1
}

type List[T any] struct {
	head *node[T]
	n    int
}
type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Add(v T) *List[T] {
	l.head = &node[T]{v, l.head}
	l.n++
	return l
}

func (l *List[T]) Each(f func(T)) {
	for n := l.head; n != nil; n = n.next {
		f(n.v)
	}
}

type MyInt int

func Max[T int | float64 | string](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func Ptr[T any](v T) *T { return &v }

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.5), Sum[MyInt](4, 5))
	fmt.Println(Map([]int{1, 2}, func(i int) string { return fmt.Sprint("n", i) }))
	ks := Keys(map[string]int{"b": 1, "a": 2})
	sort.Strings(ks)
	fmt.Println(ks)
	var s Stack[string]
	s.Push("a")
	s.Push("b")
	v, ok := s.Pop()
	fmt.Println(v, ok, len(s.items))
	s.Pop()
	v, ok = s.Pop()
	fmt.Printf("%q %v\n", v, ok)
	si := &Stack[int]{}
	fmt.Println(si.Pop())
	p := MakePair("k", 3)
	fmt.Println(p.Key, p.Val, p)
	q := Pair[int, []string]{Key: 1, Val: []string{"x"}}
	fmt.Println(q)
	fmt.Println(Index([]string{"a", "b"}, "b"), Index([]int{1}, 9))
	l := &List[int]{}
	l.Add(1).Add(2).Add(3)
	t := 0
	l.Each(func(i int) { t = t*10 + i })
	fmt.Println(t, l.n)
	fmt.Println(Max(3, 4), Max("a", "b"), Max(1.5, 0.5))
	f := Max[int]
	fmt.Println(f(7, 6))
	fmt.Println(*Ptr(5), *Ptr("x"))
	m := map[string]Stack[int]{}
	st := m["q"]
	st.Push(4)
	m["q"] = st
	fmt.Println(len(m["q"].items))
}
