package steps

import "sync"

func each(names []string, f func(name string)) {
	for _, name := range names {
		f(name)
	}
}

func start(wg *sync.WaitGroup, into map[string]int, name string) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		into[name] = len(name)
	}()
}

// Waiting waits for each before the next one starts.
func Waiting(names []string) map[string]int {
	found := map[string]int{}
	var wg sync.WaitGroup
	each(names, func(name string) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			found[name]++
		}()
		wg.Wait() // mutant:
	})
	wg.Wait()
	return found
}

// Own has a map for each of them.
func Own(names []string) []map[string]int {
	var wg sync.WaitGroup
	var all []map[string]int
	for _, name := range names {
		own := map[string]int{}
		start(&wg, own, name)
		all = append(all, own)
	}
	wg.Wait()
	return all
}

// Literal makes the map where it starts the goroutine.
func Literal(names []string) {
	var wg sync.WaitGroup
	begin := func(name string) {
		own := map[string]int{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			own[name]++
		}()
	}
	for _, name := range names {
		begin(name)
	}
	begin("last")
	wg.Wait()
}

// Twice waits in between.
func Twice() map[string]int {
	found := map[string]int{}
	var wg sync.WaitGroup
	start(&wg, found, "a")
	wg.Wait()
	start(&wg, found, "b")
	wg.Wait()
	return found
}

func Run() {
	names := []string{"a", "b", "c"}
	Waiting(names)
	Own(names)
	Literal(names)
	Twice()
}
