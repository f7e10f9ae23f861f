package jobs

import "example.org/crew"

// Twice does the jobs again when they have all ended, which a library waits for.
func Twice(names []string, do func(string, bool)) {
	again := false
	c := crew.New(2)
	for range 2 {
		for _, name := range names {
			c.Take()
			go func() {
				defer c.Give()
				do(name, again)
			}()
		}
		c.Wait() // mutant:
		again = true
	}
	c.Wait()
}

// Once gives its member back at the end.
func Once(names []string, do func(string) int) int {
	c := crew.New(1)
	sum := 0
	for _, name := range names {
		c.Take()
		go func() {
			sum += do(name)
			c.Give() // mutant: c.Give(); sum++
		}()
		c.Wait()
	}
	return sum
}

func Run() {
	Twice([]string{"a", "b"}, func(string, bool) {})
	Once([]string{"a", "b"}, func(string) int { return 1 })
}
