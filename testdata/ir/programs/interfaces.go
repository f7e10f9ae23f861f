package main

import (
	"errors"
	"fmt"
)

type Animal interface {
	Name() string
	Sound() string
}
type Namer interface{ Name() string }
type Base struct{ name string }

func (b Base) Name() string { return b.name }

type Dog struct{ Base }

func (Dog) Sound() string { return "woof" }

type Cat struct {
	*Base
	lives int
}

func (c *Cat) Sound() string { c.lives--; return fmt.Sprint("meow", c.lives) }

type Loud struct{ Animal }

func (l Loud) Sound() string { return l.Animal.Sound() + "!" }

type NotFound struct{ key string }

func (e NotFound) Error() string { return "not found: " + e.key }

var ErrX = errors.New("x")

func find(k string) error {
	switch k {
	case "nf":
		return NotFound{k}
	case "x":
		return ErrX
	case "w":
		return fmt.Errorf("wrap: %w", ErrX)
	}
	return nil
}

func typedNil() error {
	var p *NotFound
	_ = p
	return nil
}

type Visitor interface{ Visit(n int) Visitor }
type cv struct{ sum *int }

func (v cv) Visit(n int) Visitor {
	*v.sum += n
	if n > 2 {
		return nil
	}
	return v
}

func describe(a Animal) string { return a.Name() + " says " + a.Sound() }

func main() {
	d := Dog{Base{"rex"}}
	c := &Cat{&Base{"tom"}, 9}
	for _, a := range []Animal{d, c, Loud{d}, &Loud{c}} {
		fmt.Println(describe(a))
	}
	var n Namer = c
	if a, ok := n.(Animal); ok {
		fmt.Println(a.Sound())
	}
	for _, k := range []string{"nf", "x", "w", ""} {
		err := find(k)
		var nf NotFound
		if e, ok := err.(NotFound); ok {
			nf = e
		}
		fmt.Println(err, err == ErrX, errors.Is(err, ErrX), nf.key)
	}
	fmt.Println(typedNil() == nil)
	sum := 0
	var v Visitor = cv{&sum}
	for i := 1; v != nil; i++ {
		v = v.Visit(i)
	}
	fmt.Println(sum)
	var x, y any = 1, 1
	fmt.Println(x == y, x != nil, x == 1, x == "1")
	x = d
	fmt.Println(x == any(Dog{Base{"rex"}}), x.(Namer).Name())
	var a Animal
	func() {
		defer func() { fmt.Println("nil call:", recover() != nil) }()
		a.Name()
	}()
	f := Animal.Name
	fmt.Println(f(d))
	g := d.Sound
	fmt.Println(g())
	m := map[Animal]int{d: 1}
	m[Dog{Base{"rex"}}]++
	fmt.Println(m[d])
	var e any = func() string { return "fn" }
	fmt.Println(e.(func() string)())
	anon := struct {
		Animal
		extra int
	}{d, 3}
	fmt.Println(anon.Name(), anon.extra)
	var st fmt.Stringer = stringer(7)
	fmt.Println(st, st.String())
	ch := make(chan Animal, 1)
	ch <- d
	fmt.Println((<-ch).Name())
	ret := func() (Animal, error) { return d, NotFound{"z"} }
	aa, er := ret()
	fmt.Println(aa.Name(), er)
	arr := [...]any{1, "a", nil}
	fmt.Println(arr[2] == nil, len(arr))
}

type stringer int

func (s stringer) String() string { return fmt.Sprintf("stringer(%d)", int(s)) }
