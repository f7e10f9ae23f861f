package convert

import "sync"

type options struct {
	name   string
	lookup func(name string) int
}

// Convert puts a function into its own copy of the options.
func Convert(names []string, opts options) int {
	known := map[string]int{}
	opts.lookup = func(name string) int {
		known[name]++ // want map/concurrent-access:medium "known"
		return known[name]
	}
	build(names, opts)
	return len(known)
}

func build(names []string, opts options) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { opts.lookup(name) })
	}
	wg.Wait()
}

func Run() { Convert([]string{"a", "b", "c", "d"}, options{name: "x"}) }
