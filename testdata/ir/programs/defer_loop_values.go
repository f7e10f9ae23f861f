package main

import "fmt"

type log struct{ lines []string }

func (l *log) add(s string) { l.lines = append(l.lines, s) }

func run(l *log, fail int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			l.add(fmt.Sprint("recovered ", r))
			err = fmt.Errorf("failed at %v", r)
		}
	}()
	for i := range 4 {
		defer l.add(fmt.Sprint("close ", i))
		if i == fail {
			panic(i)
		}
		l.add(fmt.Sprint("open ", i))
	}
	return nil
}

func main() {
	for _, fail := range []int{9, 2} {
		l := &log{}
		err := run(l, fail)
		fmt.Println(err)
		for _, line := range l.lines {
			fmt.Println(" ", line)
		}
	}
}
