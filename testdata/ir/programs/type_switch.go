package main

import (
	"errors"
	"fmt"
)

type Shape interface{ Area() float64 }
type Sq struct{ s float64 }
type Ci struct{ r float64 }

func (s Sq) Area() float64  { return s.s * s.s }
func (c *Ci) Area() float64 { return 3 * c.r * c.r }

func kind(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", x+1)
	case string, []byte:
		return fmt.Sprintf("text %v", x)
	case error:
		return "error " + x.Error()
	case Shape:
		return fmt.Sprint("shape ", x.Area())
	case func(int) int:
		return fmt.Sprint("func ", x(4))
	case map[string]int:
		x["new"] = 1
		return fmt.Sprint("map ", len(x))
	case *int:
		*x = 9
		return "ptr"
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func main() {
	n := 1
	for _, v := range []any{nil, 41, "s", []byte("b"), errors.New("e"), Sq{2}, &Ci{1}, func(i int) int { return i * 2 },
		map[string]int{}, &n, 2.5, [2]int{1, 2}, struct{}{}} {
		fmt.Println(kind(v))
	}
	fmt.Println(n)
	var s Shape = Sq{3}
	if q, ok := s.(Sq); ok {
		fmt.Println(q.s)
	}
	_, ok := s.(*Ci)
	fmt.Println(ok)
	_, ok = s.(fmt.Stringer)
	fmt.Println(ok)
	var a any = s
	fmt.Println(a.(Shape).Area())
	switch a.(type) {
	case Sq:
		fmt.Println("sq")
	}
	switch y := a.(type) {
	case Shape:
		y = &Ci{2}
		fmt.Println(y.Area())
	}
	defer func() { fmt.Println(recover() != nil) }()
	_ = a.(string)
}
