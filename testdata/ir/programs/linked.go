package main

import "fmt"

type Node struct {
	key, val   int
	prev, next *Node
}

type LRU struct {
	cap        int
	m          map[int]*Node
	head, tail Node
}

func New(c int) *LRU {
	l := &LRU{cap: c, m: map[int]*Node{}}
	l.head.next, l.tail.prev = &l.tail, &l.head
	return l
}

func (n *Node) unlink() { n.prev.next, n.next.prev = n.next, n.prev }

func (l *LRU) front(n *Node) {
	n.next, n.prev = l.head.next, &l.head
	n.next.prev, n.prev.next = n, n
}

func (l *LRU) Get(k int) (int, bool) {
	n, ok := l.m[k]
	if !ok {
		return 0, false
	}
	n.unlink()
	l.front(n)
	return n.val, true
}

func (l *LRU) Put(k, v int) {
	if n := l.m[k]; n != nil {
		n.val = v
		n.unlink()
		l.front(n)
		return
	}
	if len(l.m) == l.cap {
		old := l.tail.prev
		old.unlink()
		delete(l.m, old.key)
	}
	n := &Node{key: k, val: v}
	l.m[k] = n
	l.front(n)
}

func (l *LRU) Keys() (ks []int) {
	for n := l.head.next; n != &l.tail; n = n.next {
		ks = append(ks, n.key)
	}
	return
}

func reverse(n *Node) (r *Node) {
	for n != nil {
		n, n.next, r = n.next, r, n
	}
	return
}

func build(vs ...int) *Node {
	var head *Node
	p := &head
	for _, v := range vs {
		*p = &Node{val: v}
		p = &(*p).next
	}
	return head
}

func remove(head **Node, v int) {
	for p := head; *p != nil; {
		if (*p).val == v {
			*p = (*p).next
		} else {
			p = &(*p).next
		}
	}
}

func show(n *Node) {
	for ; n != nil; n = n.next {
		fmt.Print(n.val, " ")
	}
	fmt.Println()
}

func main() {
	l := New(2)
	l.Put(1, 1)
	l.Put(2, 2)
	l.Get(1)
	l.Put(3, 3)
	_, ok := l.Get(2)
	fmt.Println(l.Keys(), ok, len(l.m))
	l.Put(1, 10)
	fmt.Println(l.Get(1))
	fmt.Println(l.Keys())
	n := build(1, 2, 3, 2, 4)
	n = reverse(n)
	show(n)
	remove(&n, 2)
	remove(&n, 4)
	show(n)
	x := &Node{val: 1}
	x.next = x
	fmt.Println(x.next.next.next.val)
}
