package config

type config struct {
	name   string
	limits [3]int
}

// Copied reads all of it while the goroutine writes a part.
func Copied() config {
	var c config
	c = config{name: "first"}
	done := make(chan bool)
	go func() {
		c.name = "late" // want goroutine/captured-variable-race:high "`c` is written"
		close(done)
	}()
	found := c
	<-done
	return found
}

// Field is written by both.
func Field() string {
	var c config
	c = config{name: "first"}
	done := make(chan bool)
	go func() {
		c.name = "late" // want goroutine/captured-variable-race:high "`c` is written"
		close(done)
	}()
	c.name = "early"
	<-done
	return c.name
}

// Replaced gets another value while the goroutine reads a part.
func Replaced() int {
	var c config
	done := make(chan int)
	go func() {
		done <- len(c.name) // want goroutine/captured-variable-race:high "`c` is read"
	}()
	c = config{name: "late"}
	return <-done
}

func Run() {
	for range 20 {
		Copied()
		Field()
		Replaced()
	}
}
