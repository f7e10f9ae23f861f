package main

import (
	"fmt"
	"time"
)

type event struct {
	kind string
	n    int
}

func producer(n int, out chan<- event, stop <-chan struct{}) {
	defer close(out)
	for i := 0; i < n; i++ {
		select {
		case out <- event{"tick", i}:
		case <-stop:
			return
		}
	}
}

func merge(cs ...<-chan int) <-chan int {
	out := make(chan int)
	done := make(chan bool)
	for _, c := range cs {
		go func() {
			for v := range c {
				out <- v
			}
			done <- true
		}()
	}
	go func() {
		for range cs {
			<-done
		}
		close(out)
	}()
	return out
}

func emit(vs ...int) <-chan int {
	c := make(chan int, len(vs))
	for _, v := range vs {
		c <- v
	}
	close(c)
	return c
}

func pipeline(in <-chan int, fs ...func(int) int) <-chan int {
	for _, f := range fs {
		next := make(chan int)
		go func(in <-chan int) {
			defer close(next)
			for v := range in {
				next <- f(v)
			}
		}(in)
		in = next
	}
	return in
}

func main() {
	out, stop := make(chan event), make(chan struct{})
	go producer(5, out, stop)
	total := 0
	for e := range out {
		total += e.n
	}
	fmt.Println(total)
	out = make(chan event)
	go producer(1000, out, stop)
	fmt.Println((<-out).n, (<-out).kind)
	close(stop)
	for range out {
		break
	}
	sum := 0
	for v := range merge(emit(1, 2, 3), emit(10, 20), emit()) {
		sum += v
	}
	fmt.Println(sum)
	for v := range pipeline(emit(1, 2, 3), func(i int) int { return i * 2 }, func(i int) int { return i + 1 }) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	reply := make(chan chan int)
	go func() {
		for r := range reply {
			r <- 7
			close(r)
		}
	}()
	r := make(chan int)
	reply <- r
	v, ok := <-r
	_, ok2 := <-r
	fmt.Println(v, ok, ok2)
	timeout := make(chan int)
	go func() {
		time.Sleep(20 * time.Millisecond)
		timeout <- 1
	}()
	var ticks int
loop:
	for {
		select {
		case <-timeout:
			break loop
		default:
			ticks++
			time.Sleep(50 * time.Millisecond)
		}
	}
	fmt.Println(ticks > 0)
	var in chan int
	q := []int{1, 2, 3}
	sink := make(chan int)
	res := make(chan []int)
	go func() {
		var got []int
		for v := range sink {
			got = append(got, v)
		}
		res <- got
	}()
	for len(q) > 0 || in != nil {
		var send chan int
		var first int
		if len(q) > 0 {
			send, first = sink, q[0]
		}
		select {
		case send <- first:
			q = q[1:]
		case x := <-in:
			q = append(q, x)
		}
	}
	close(sink)
	fmt.Println(<-res)
	m := map[string]chan int{"a": make(chan int, 1)}
	select {
	case m["a"] <- 5:
		fmt.Println(len(m["a"]))
	}
	var got struct{ v int }
	select {
	case got.v = <-m["a"]:
	}
	fmt.Println(got)
}
