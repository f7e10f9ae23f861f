package own

import "sync"

// Squares has an element for each goroutine.
func Squares(numbers []int) []int {
	squares := make([]int, len(numbers))
	var wg sync.WaitGroup
	for i, n := range numbers {
		wg.Go(func() {
			squares[i] = n * n // mutant: squares[i*0] = n * n
		})
	}
	wg.Wait()
	return squares
}

// Accept has a variable for each goroutine, made anew by the loop.
func Accept(names []string, serve func(string)) {
	var wg sync.WaitGroup
	for _, one := range names {
		name := one
		name += "!"
		wg.Go(func() {
			serve(name)
			name = ""
		})
	}
	wg.Wait()
}

// Once is set once.
func Once(get func() int) int {
	var once sync.Once
	var wg sync.WaitGroup
	value := 0
	for range 2 {
		wg.Go(func() {
			once.Do(func() { value = get() })
		})
	}
	wg.Wait()
	return value
}

func Run() {
	Squares([]int{1, 2, 3})
	Accept([]string{"a", "b"}, func(string) {})
	Once(func() int { return 1 })
}
