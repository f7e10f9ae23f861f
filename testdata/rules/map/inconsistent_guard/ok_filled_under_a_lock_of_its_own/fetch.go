package fetch

import "sync"

type response struct {
	sizes map[int]int
	bad   map[int]error
}

type Fetcher struct{ ids []int }

func New() *Fetcher {
	return &Fetcher{ids: []int{1, 2, 3}}
}

// fetch returns when all of its goroutines have ended.
func (f *Fetcher) fetch() response {
	var (
		resp = response{sizes: map[int]int{}, bad: map[int]error{}}
		mu   sync.Mutex
		wg   sync.WaitGroup
	)
	for _, id := range f.ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			resp.sizes[id] = id
			mu.Unlock()
		}()
	}
	wg.Wait()
	if len(f.ids) == 0 {
		mu.Lock()
		resp.bad[0] = nil
		mu.Unlock()
	}
	return resp
}

func call(fn func() any) any { return fn() }

func (f *Fetcher) Sizes() (n int) {
	resp := call(func() any { return f.fetch() }).(response)
	for _, size := range resp.sizes {
		n += size
	}
	return n + len(resp.bad)
}
