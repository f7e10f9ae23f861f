package captured

import (
	"context"
	"errors"
	"sync"
)

type server interface {
	Stop() error
	Start(context.Context) error
}

// Roll means a variable of the goroutine's own.
func Roll(ctx context.Context, servers []server, say func(error)) error {
	var wg sync.WaitGroup
	var err error
	for _, one := range servers {
		err = one.Stop()
		if err != nil {
			return err
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			err = one.Start(ctx)
			if err != nil {
				say(err)
			}
		}()
	}
	wg.Wait()
	return nil
}

// Ignore never reads what it writes.
func Ignore(one server, look func() error) error {
	err := look()
	go func() {
		_, err = 1, one.Stop()
	}()
	if err = look(); err != nil {
		return err
	}
	return nil
}

// Pair assigns to another variable as well.
func Pair(f func() (int, error), say func(error)) (n int) {
	var err error
	count := 0
	done := make(chan bool)
	go func() {
		count, err = f()
		if err != nil {
			say(err)
		}
		close(done)
	}()
	if _, err = f(); err != nil {
		say(err)
	}
	<-done
	return count
}

// Send reads the address when it starts.
func Send(addresses []string, send func(string)) {
	var address string
	var wg sync.WaitGroup
	for _, address = range addresses {
		wg.Add(1)
		go func() {
			defer wg.Done()
			send(address)
		}()
	}
	wg.Wait()
}

// Poll reads again and again what the function around changes.
func Poll(work func()) {
	stop := false
	go func() {
		for !stop {
			work()
		}
	}()
	work()
	stop = true
}

// Count adds from all goroutines.
func Count(pages []string, words func(string) int) (int, error) {
	var wg sync.WaitGroup
	var last error
	total := 0
	for _, page := range pages {
		wg.Go(func() {
			total += words(page)
			if page == "" {
				last = errors.New("empty")
			}
		})
	}
	wg.Wait()
	return total, last
}

// serving starts something before the variable is there, which has nothing to do with it.
func serving(n int) int {
	serve()
	var wg sync.WaitGroup
	count := 0
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < n; j++ {
				count += j
			}
		}()
	}
	wg.Wait()
	return count
}

// served starts it again while the variable is in use.
func served(n int) int {
	var wg sync.WaitGroup
	count := 0
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < n; j++ {
				count += j
			}
		}()
	}
	go func() {
		count++
	}()
	wg.Wait()
	return count
}

func serve() {
	go func() {
		select {}
	}()
}

// Number hands the variable on already.
func Number(say func(int)) {
	var wg sync.WaitGroup
	i := 0
	for i < 3 {
		wg.Add(1)
		go func(number int) {
			say(number * i)
			wg.Done()
		}(i)
		i++
	}
	wg.Wait()
}
