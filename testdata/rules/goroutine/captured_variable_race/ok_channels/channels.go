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

// Twice starts the second goroutine when the first one has told its end.
func Twice(get func() error) error {
	var err error
	done := make(chan struct{}, 1)
	go func() {
		err = get()
		done <- struct{}{}
	}()
	<-done
	go func() {
		err = get()
		done <- struct{}{}
	}()
	<-done
	return err
}

type event struct{ fired chan struct{} }

func (e *event) Done() <-chan struct{} { return e.fired }

func (e *event) Fire() { close(e.fired) }

// Later hears of the value by an event.
func Later(get func() int) int {
	var value int
	started := &event{make(chan struct{})}
	done := make(chan int)
	go func() {
		<-started.Done() // mutant:
		done <- value
	}()
	value = get()
	started.Fire()
	return <-done
}

func Run() {
	_ = Twice(func() error { return nil })
	Later(func() int { return 1 })
	Ping(3)
	Last([]int{1, 2})
}
