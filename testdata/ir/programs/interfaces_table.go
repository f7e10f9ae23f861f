package main

import "fmt"

type shape interface {
	area() int
	name() string
}

type square struct{ side int }
type rect struct{ w, h int }
type named struct {
	shape
	label string
}

func (s square) area() int    { return s.side * s.side }
func (s square) name() string { return "square" }
func (r *rect) area() int     { return r.w * r.h }
func (r *rect) name() string  { return "rect" }
func (n named) name() string  { return n.label + "/" + n.shape.name() }

func describe(v any) string {
	switch x := v.(type) {
	case nil:
		return "nothing"
	case square:
		return fmt.Sprint("side ", x.side)
	case shape:
		return fmt.Sprint(x.name(), " ", x.area())
	case func() int:
		return fmt.Sprint("function ", x())
	default:
		return "other"
	}
}

func main() {
	r := &rect{2, 3}
	all := []any{square{4}, r, named{r, "mine"}, nil, r.area, 7}
	r.w = 5
	for _, v := range all {
		fmt.Println(describe(v))
	}
}
