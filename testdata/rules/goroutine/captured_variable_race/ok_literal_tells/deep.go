package deep

import "golint.test/pairs"

func deep(depth int, f func()) {
	if depth == 0 {
		f()
		return
	}
	deep(depth-1, f)
}

// Name reads what the goroutine wrote before it called the function that tells so.
func Name() string {
	ready, wait, done := make(chan bool), make(chan bool), make(chan bool)
	var name string
	go func() {
		name = "deep"
		deep(3, func() {
			ready <- true
			<-wait
		})
		done <- true
	}()
	<-ready
	found := name
	wait <- true
	<-done
	return found
}

// Other reads too early in the mutant.
func Other() string {
	done := make(chan bool)
	var name string
	go func() {
		name = "deep"
		deep(3, func() { done <- true })
	}()
	<-done // mutant: defer func() { <-done }()
	return name
}

func Run() {
	pairs.Of(func() { Name(); Other() })
}
