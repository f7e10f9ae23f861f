package ok_tells_when_counted

import "sync"

// Two goroutines count themselves, and say so: nobody waits before.
func Two(work func(string)) {
	var all, ready sync.WaitGroup
	begin := make(chan bool)
	start := func(name string) {
		all.Add(1)
		defer all.Done()
		ready.Done()
		<-begin
		work(name)
	}
	ready.Add(2)
	go start("a")
	go start("b")
	ready.Wait()
	close(begin)
	all.Wait()
}

// One says it by a channel.
func One(work func()) {
	var all sync.WaitGroup
	counted := make(chan struct{})
	go func() {
		all.Add(1)
		defer all.Done()
		close(counted)
		work()
	}()
	<-counted
	all.Wait()
}
