package count

import "sync"

type pool struct {
	group sync.WaitGroup
	work  func(n int)
}

func newPool(work func(n int)) *pool {
	p := &pool{}
	p.work = work
	return p
}

func (p *pool) start(n int) {
	p.group.Add(1)
	go func() {
		defer p.group.Done()
		p.work(n)
	}()
}

// Squares starts a goroutine for each number.
func Squares(numbers []int) int {
	squares := map[int]int{}
	p := newPool(func(n int) {
		squares[n] = n * n // want map/concurrent-access:high "squares"
	})
	for _, n := range numbers {
		p.start(n)
	}
	p.group.Wait()
	return len(squares)
}

func Run() { Squares([]int{1, 2, 3, 4, 5}) }
