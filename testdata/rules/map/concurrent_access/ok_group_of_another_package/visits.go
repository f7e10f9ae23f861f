// What functions of another package start has ended when they have been waited for.
package ok_group_of_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_group_of_another_package/group"
)

type visits struct {
	pages map[string]int
}

type hits struct {
	pages map[string]int
}

func Run() {
	v := &visits{pages: map[string]int{}}
	var pool group.Pool
	pool.Submit(func() { v.pages["a"]++ })
	pool.Drain() // mutant:
	v.pages["b"]++
	waited()
}

func waited() {
	h := &hits{pages: map[string]int{}}
	var wg sync.WaitGroup
	wg.Add(1)
	group.Start(func() {
		defer wg.Done()
		h.pages["c"]++
	})
	wg.Wait() // mutant:
	h.pages["d"]++
}
