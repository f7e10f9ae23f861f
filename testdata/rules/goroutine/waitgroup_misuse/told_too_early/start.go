package told_too_early

import "sync"

func One(work func()) {
	var all sync.WaitGroup
	begun := make(chan struct{})
	go func() {
		close(begun)
		all.Add(1) // want goroutine/waitgroup-misuse:high "told of this goroutine by the goroutine itself"
		defer all.Done()
		work()
	}()
	<-begun
	all.Wait()
}
