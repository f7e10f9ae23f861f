package fetch

import "sync"

// All stores every error in one variable.
func All(urls []string, get func(string) error) error {
	var err error
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err = get(url) // want goroutine/captured-variable-race:high "`err` is written by all goroutines that are started here"
		}()
	}
	wg.Wait()
	return err
}

// Both has two goroutines that signal on one channel.
func Both(left, right func() error) error {
	var err error
	done := make(chan struct{}, 2)
	go func() {
		err = left() // want goroutine/captured-variable-race:high "`err` is written in this goroutine while the goroutine started in `Both` writes it"
		done <- struct{}{}
	}()
	go func() {
		err = right()
		done <- struct{}{}
	}()
	<-done
	<-done
	return err
}

// Second sends the error of the first step, or shares the variable with the goroutine of the second one.
func Second(first, second func() error) <-chan error {
	failed := make(chan error, 2)
	err := first()
	if err != nil {
		failed <- err
		return failed
	}
	go func() {
		err = second() // want goroutine/captured-variable-race:high "`err` is written in this goroutine while the function around reads it"
		failed <- err
	}()
	if err == nil {
		failed <- nil
	}
	return failed
}

func Run() {
	<-Second(func() error { return nil }, func() error { return nil })
	_ = Both(func() error { return nil }, func() error { return nil })
	_ = All([]string{"a", "b"}, func(string) error { return nil })
}
