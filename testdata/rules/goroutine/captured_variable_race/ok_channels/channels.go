package channels

// Ping takes turns with the goroutine.
func Ping(rounds int) int {
	count := 0
	there, back := make(chan bool), make(chan bool)
	go func() {
		for range rounds {
			<-there // mutant: <-there; back <- true
			count++
			back <- true // mutant:
		}
	}()
	for range rounds {
		there <- true
		<-back
		count++
	}
	return count
}

// Last reads when the channel is closed.
func Last(values []int) int {
	last := 0
	in, done := make(chan int), make(chan struct{})
	go func() {
		for v := range in {
			last = v
		}
		close(done)
	}()
	for _, v := range values {
		in <- v
	}
	close(in)
	<-done
	return last
}

func Run() {
	Ping(3)
	Last([]int{1, 2})
}
