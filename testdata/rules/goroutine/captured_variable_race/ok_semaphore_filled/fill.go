package fill

import (
	"errors"
	"sync"
)

// Up fills the semaphore: the goroutines have all given their tokens back by then.
func Up(jobs []string, n int) int {
	var errs []error
	var mu sync.Mutex
	sem := make(chan struct{}, n)
	for _, job := range jobs {
		sem <- struct{}{}
		go func() {
			mu.Lock()
			errs = append(errs, errors.New(job))
			mu.Unlock()
			<-sem
		}()
	}
	for i := 0; i < n; i++ {
		sem <- struct{}{} // mutant:
	}
	return len(errs)
}

// Down counts its tokens down.
func Down(jobs []string, n int) int {
	var errs []error
	var mu sync.Mutex
	sem := make(chan struct{}, n)
	for _, job := range jobs {
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, errors.New(job))
		}()
	}
	for left := n; left > 0; left-- {
		sem <- struct{}{} // mutant:
	}
	return len(errs)
}

// Range has a constant number of them.
func Range(jobs []string) int {
	var errs []error
	var mu sync.Mutex
	sem := make(chan bool, 3)
	for _, job := range jobs {
		sem <- true
		go func() {
			mu.Lock()
			errs = append(errs, errors.New(job))
			mu.Unlock()
			<-sem
		}()
	}
	for range 3 {
		sem <- true // mutant:
	}
	return len(errs)
}

// Next makes one more than there are processors.
func Next(jobs []string, n int) int {
	var errs []error
	var mu sync.Mutex
	sem := make(chan bool, n+1)
	for _, job := range jobs {
		sem <- true
		go func() {
			mu.Lock()
			errs = append(errs, errors.New(job))
			mu.Unlock()
			<-sem
		}()
	}
	for i := 0; i <= n; i++ {
		sem <- true // mutant:
	}
	return len(errs)
}

// Groups does one group after the other.
func Groups(groups [][]string, n int) int {
	var errs []error
	var mu sync.Mutex
	for _, jobs := range groups {
		sem := make(chan bool, n)
		for _, job := range jobs {
			sem <- true
			go func() {
				mu.Lock()
				errs = append(errs, errors.New(job))
				mu.Unlock()
				<-sem
			}()
		}
		for left := n; left > 0; left-- {
			sem <- true // mutant:
		}
	}
	return len(errs)
}

func Run() {
	Groups([][]string{{"a", "b", "c"}, {"d", "e"}}, 2)
	jobs := []string{"a", "b", "c"}
	Up(jobs, 2)
	Down(jobs, 2)
	Range(jobs)
	Next(jobs, 1)
}
