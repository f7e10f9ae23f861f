package main

import (
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
)

type Pool struct {
	wg    sync.WaitGroup
	tasks chan func() (string, error)
	mu    sync.RWMutex
	res   map[string]int
	errs  []error
	n     int64
}

func New(n int) *Pool {
	p := &Pool{tasks: make(chan func() (string, error)), res: make(map[string]int)}
	for i := 0; i < n; i++ {
		p.wg.Add(1)
		go p.loop(i)
	}
	return p
}

func (p *Pool) loop(id int) {
	defer p.wg.Done()
	for t := range p.tasks {
		p.run(t)
	}
}

func (p *Pool) run(t func() (string, error)) {
	defer func() {
		if r := recover(); r != nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.errs = append(p.errs, fmt.Errorf("panic: %v", r))
		}
	}()
	k, err := t()
	p.mu.Lock()
	if err != nil {
		p.errs = append(p.errs, err)
	} else {
		p.res[k]++
	}
	p.mu.Unlock()
	atomic.AddInt64(&p.n, 1)
}

func (p *Pool) Close() (map[string]int, []string) {
	close(p.tasks)
	p.wg.Wait()
	p.mu.RLock()
	defer p.mu.RUnlock()
	var es []string
	for _, e := range p.errs {
		es = append(es, e.Error())
	}
	sort.Strings(es)
	return p.res, es
}

type msg struct {
	k     string
	v     int
	reply chan int
}

func store(ops <-chan msg, quit <-chan struct{}) {
	m := map[string]int{}
	for {
		select {
		case o := <-ops:
			if o.reply == nil {
				m[o.k] += o.v
			} else {
				o.reply <- m[o.k]
			}
		case <-quit:
			return
		}
	}
}

func ring(n int) int {
	first := make(chan int)
	in := first
	for i := 0; i < n; i++ {
		out := make(chan int)
		go func(in <-chan int, out chan<- int) { out <- <-in + 1 }(in, out)
		in = out
	}
	go func() { first <- 0 }()
	return <-in
}

func primes(n int) (ps []int) {
	gen := func() chan int {
		c := make(chan int)
		go func() {
			for i := 2; ; i++ {
				c <- i
			}
		}()
		return c
	}
	filter := func(in <-chan int, p int) chan int {
		out := make(chan int)
		go func() {
			for {
				if v := <-in; v%p != 0 {
					out <- v
				}
			}
		}()
		return out
	}
	c := gen()
	for range n {
		p := <-c
		ps = append(ps, p)
		c = filter(c, p)
	}
	return
}

type future[T any] struct {
	done chan struct{}
	v    T
}

func async[T any](f func() T) *future[T] {
	fu := &future[T]{done: make(chan struct{})}
	go func() {
		defer close(fu.done)
		fu.v = f()
	}()
	return fu
}

func (f *future[T]) get() T { <-f.done; return f.v }

func main() {
	p := New(2)
	for i := range 6 {
		p.tasks <- func() (string, error) {
			switch i {
			case 3:
				return "", fmt.Errorf("err %d", i)
			case 4:
				panic("four")
			}
			return fmt.Sprint("k", i%2), nil
		}
	}
	fmt.Println(p.Close())
	fmt.Println(atomic.LoadInt64(&p.n))
	ops, quit := make(chan msg), make(chan struct{})
	go store(ops, quit)
	for i, k := range []string{"a", "b", "a"} {
		ops <- msg{k: k, v: i + 1}
	}
	r := make(chan int)
	ops <- msg{"a", 0, r}
	fmt.Println(<-r)
	close(quit)
	fmt.Println(ring(20), primes(8))
	a, b := async(func() int { return 6 }), async(func() string { return "x" })
	fmt.Println(a.get(), b.get())
	var once sync.Once
	var wg sync.WaitGroup
	val := 0
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { val += 7 })
		}()
	}
	wg.Wait()
	fmt.Println(val)
	results := make([]int, 5)
	for i := range results {
		wg.Add(1)
		go func(out *int) {
			defer wg.Done()
			*out = i * i
		}(&results[i])
	}
	wg.Wait()
	fmt.Println(results)
	sem := make(chan struct{}, 2)
	var mu sync.Mutex
	max, cur := 0, 0
	for range 6 {
		wg.Add(1)
		sem <- struct{}{}
		go func() {
			defer func() { <-sem; wg.Done() }()
			mu.Lock()
			if cur++; cur > max {
				max = cur
			}
			mu.Unlock()
			mu.Lock()
			cur--
			mu.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println(cur, max >= 1 && max <= 2)
}
