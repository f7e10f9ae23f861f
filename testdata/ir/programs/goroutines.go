package main

import (
	"fmt"
	"sort"
	"sync"
)

type acc struct {
	mu sync.Mutex
	m  map[int]int
}

func (a *acc) add(k, v int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.m[k] += v
}

func worker(id int, jobs <-chan int, results chan<- [2]int) {
	for j := range jobs {
		results <- [2]int{j, j * j}
	}
}

func gen(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

func main() {
	jobs, results := make(chan int), make(chan [2]int)
	var wg sync.WaitGroup
	for w := 0; w < 3; w++ {
		wg.Add(1)
		go func(id int) {
			defer wg.Done()
			worker(id, jobs, results)
		}(w)
	}
	go func() {
		for i := 0; i < 5; i++ {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	var out []int
	for r := range results {
		out = append(out, r[1])
	}
	sort.Ints(out)
	fmt.Println(out)
	a := &acc{m: map[int]int{}}
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a.add(i%3, i)
		}()
	}
	wg.Wait()
	fmt.Println(a.m)
	t := 0
	for v := range gen(5) {
		t += v
	}
	fmt.Println(t)
	done := make(chan struct{})
	msg := make(chan string)
	go func() {
		defer close(done)
		for {
			select {
			case s, ok := <-msg:
				if !ok {
					return
				}
				fmt.Println("got", s)
			}
		}
	}()
	msg <- "a"
	msg <- "b"
	close(msg)
	<-done
	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once", i) })
	}
	x := 1
	c := make(chan int)
	go func(v int) { c <- v + x }(x * 10)
	fmt.Println(<-c)
	errs := make(chan any, 1)
	go func() {
		defer func() { errs <- recover() }()
		var m map[string]int
		m["x"] = 1
	}()
	fmt.Println(<-errs)
	sem := make(chan int, 1)
	n := 0
	for range 5 {
		wg.Add(1)
		go func() {
			sem <- 1
			n++
			<-sem
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Println(n)
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v + 1
		}
		close(pong)
	}()
	v := 0
	for i := 0; i < 3; i++ {
		ping <- v
		v = <-pong
	}
	close(ping)
	_, ok := <-pong
	fmt.Println(v, ok)
	go fmt.Sprint("ignored")
	var rw sync.RWMutex
	rw.RLock()
	rw.RLock()
	rw.RUnlock()
	rw.RUnlock()
	rw.Lock()
	rw.Unlock()
	fmt.Println("end")
}
