package main

import (
	"errors"
	"fmt"
)

func try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				err = e
			} else {
				err = fmt.Errorf("panic: %v", r)
			}
		}
	}()
	f()
	return nil
}

func nest() (s string) {
	defer func() { s += fmt.Sprint(" outer:", recover()) }()
	defer func() {
		defer func() { s += fmt.Sprint(" inner:", recover()) }()
		panic("second")
	}()
	panic("first")
}

func replace() {
	defer func() { panic("new") }()
	panic("old")
}

func partial() (a, b int) {
	defer func() { recover(); b += 5 }()
	a = 1
	b = 2
	panic("x")
}

func unnamed() int {
	defer func() { recover() }()
	panic(1)
}

func notDirect() (r any) {
	defer func() {
		r = recover()
	}()
	func() {
		defer func() {
			func() { fmt.Println("indirect", recover()) }()
		}()
		panic("p")
	}()
	return "unreached"
}

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprint("code ", e.code) }

func main() {
	var m map[string]int
	var p *myErr
	var arr []int
	zero := 0
	i := 5
	fmt.Println(try(func() {}))
	fmt.Println(try(func() { panic("boom") }))
	fmt.Println(try(func() { panic(errors.New("err")) }))
	fmt.Println(try(func() { panic(&myErr{3}) }))
	fmt.Println(try(func() { m["a"] = 1 }))
	fmt.Println(try(func() { fmt.Println(p.code) }))
	fmt.Println(try(func() { fmt.Println(arr[i]) }))
	fmt.Println(try(func() { fmt.Println(1 / zero) }))
	fmt.Println(try(func() { var x any = "s"; fmt.Println(x.(int)) }))
	fmt.Println(try(func() { fmt.Println([]int{1, 2, 3}[1:i]) }))
	fmt.Println(try(func() { var f func(); f() }))
	fmt.Println(nest())
	fmt.Println(try(replace))
	fmt.Println(partial())
	fmt.Println(unnamed())
	fmt.Println(notDirect())
	fmt.Println(recover())
	defer fmt.Println("main deferred")
	defer func() {
		fmt.Println("recovered", recover())
	}()
	for i := 0; i < 3; i++ {
		defer func() { fmt.Println("loop", i) }()
		if i == 1 {
			panic(fmt.Sprint("at ", i))
		}
	}
}
