package main

import (
	"errors"
	"fmt"
)

type op struct {
	name string
	err  error
}

var errA, errB = errors.New("a"), errors.New("b")

func step(n int) (r int, err error) {
	if n%3 == 0 {
		err = errA
		return
	}
	if n%5 == 0 {
		return -1, fmt.Errorf("step %d: %w", n, errB)
	}
	return n * n, nil
}

func run(ns ...int) (total int, errs []error) {
	for i, n := range ns {
		r, err := step(n)
		if err != nil {
			if errors.Is(err, errB) {
				errs = append(errs, err)
				break
			}
			errs = append(errs, fmt.Errorf("%d: %w", i, err))
			continue
		}
		total += r
	}
	return
}

func withCleanup(fail bool) (log []string, err error) {
	defer func() {
		if err != nil {
			log = append(log, "rollback")
			err = fmt.Errorf("tx: %w", err)
		} else {
			log = append(log, "commit")
		}
	}()
	log = append(log, "begin")
	if fail {
		return log, errA
	}
	log = append(log, "work")
	return log, nil
}

func safely(f func() int) (v int, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = r
		case string:
			err = errors.New("str " + r)
		default:
			err = fmt.Errorf("other %v", r)
		}
	}()
	v = f()
	return v + 1, nil
}

func chain() (err error) {
	if err = first(); err == nil {
		err = second()
	}
	if _, e := third(); e != nil && err == nil {
		err = e
	}
	return
}
func first() error         { return nil }
func second() error        { return nil }
func third() (int, error)  { return 0, errB }

func main() {
	fmt.Println(run(1, 2, 3, 4, 5, 6))
	fmt.Println(run())
	fmt.Println(withCleanup(true))
	fmt.Println(withCleanup(false))
	fmt.Println(safely(func() int { return 1 }))
	fmt.Println(safely(func() int { panic(errA) }))
	fmt.Println(safely(func() int { panic("p") }))
	fmt.Println(safely(func() int { panic(3) }))
	fmt.Println(safely(func() int { var a []int; return a[3] }))
	fmt.Println(chain())
	ops := []op{{"x", nil}, {"y", errA}, {name: "z"}}
	for _, o := range ops {
		if o.err != nil {
			fmt.Println(o.name, o.err)
		}
	}
	var err error
	for i := 0; err == nil; i++ {
		_, err = step(i + 1)
	}
	fmt.Println(err)
	if err := chain(); err != nil {
		fmt.Println("inner", err)
	} else if err == nil {
		fmt.Println("never")
	}
	fmt.Println(errors.Unwrap(fmt.Errorf("w: %w", errA)) == errA)
}
