// The goroutines are started by functions of another package.
package wrapper_of_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/wrapper_of_another_package/safe"
)

type visits struct {
	pages map[string]int
}

type hits struct {
	pages map[string]int
}

func Run() {
	started()
	submitted()
}

func started() {
	v := &visits{pages: map[string]int{}}
	var wg sync.WaitGroup
	for _, page := range []string{"a", "b", "c"} {
		wg.Add(1)
		safe.Start(func() {
			defer wg.Done()
			v.count(page)
		})
	}
	wg.Wait()
}

func (v *visits) count(page string) {
	v.pages[page]++ // want map/concurrent-access:high "pages"
}

func submitted() {
	h := &hits{pages: map[string]int{}}
	var pool safe.Pool
	pool.Submit(func() { h.count("a") })
	h.count("b")
	pool.Drain()
}

func (h *hits) count(page string) {
	h.pages[page]++ // want map/concurrent-access:high "pages"
}
