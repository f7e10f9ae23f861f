package listen

import "sync"

func open(port int) (int, error) { return port, nil }

// Listen returns its named result, which the goroutine reads: nothing is stored for that.
func Listen(port int, wg *sync.WaitGroup) (handle int, told chan int) {
	handle, err := open(port)
	if err != nil {
		return 0, nil
	}
	told = make(chan int, 1)
	wg.Add(1)
	go func() {
		defer wg.Done()
		told <- handle
	}()
	return (handle), told // mutant: return port, told
}

func Run() {
	var wg sync.WaitGroup
	_, told := Listen(1, &wg)
	<-told
	wg.Wait()
}
