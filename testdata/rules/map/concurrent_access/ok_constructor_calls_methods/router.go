package router

import "sync"

// Router is filled by its constructor and then only read.
type Router struct {
	routes map[string]func()
}

func New(names ...string) *Router {
	r := &Router{routes: map[string]func(){}}
	for _, name := range names {
		r.add(name, func() {})
	}
	r.add("default", func() {})
	return r
}

func (r *Router) add(name string, f func()) { r.routes[name] = f }

// Serve dispatches every request on a goroutine of its own.
func (r *Router) Serve(requests []string) {
	var wg sync.WaitGroup
	for _, request := range requests {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r.dispatch(request)
		}()
	}
	wg.Wait()
}

func (r *Router) dispatch(request string) {
	f, ok := r.routes[request]
	if !ok {
		f = r.routes["default"] // mutant: r.add(request, f)
	}
	if f != nil {
		f()
	}
}
