package jobs

import "example.org/crew"

// Early tells that it is through before it is.
func Early(names []string, do func(string) int) int {
	c := crew.New(1)
	sum := 0
	for _, name := range names {
		c.Take()
		go func() {
			n := do(name)
			c.Give()
			sum += n // want goroutine/captured-variable-race:high "`sum` is written"
		}()
	}
	c.Wait()
	return sum
}

func Run() { Early([]string{"a", "b"}, func(string) int { return 1 }) }
