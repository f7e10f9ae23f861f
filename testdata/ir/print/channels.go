package p

func run(in <-chan int, out chan<- int, done chan struct{}) {
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			out <- v
		case out <- 1:
		case <-done:
			close(out)
			return
		}
	}
}

func drain(c chan string) (n int) {
	for range c {
		n++
	}
	select {
	case c <- "":
	default:
	}
	return
}
