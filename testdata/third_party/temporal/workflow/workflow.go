// Package workflow stands for the one of that name: coroutines of a workflow, one of which runs at a time.
package workflow

type Context interface {
	start(f func(Context))
}

type Mutex interface {
	Lock(ctx Context) error
	Unlock()
}

type mutex struct{}

func NewMutex(ctx Context) Mutex { return mutex{} }

func (mutex) Lock(ctx Context) error { return nil }

func (mutex) Unlock() {}

// Go runs f when the coroutine that calls it waits, or ends.
func Go(ctx Context, f func(Context)) { ctx.start(f) }

type coroutines struct {
	waiting []func(Context)
}

func (c *coroutines) start(f func(Context)) { c.waiting = append(c.waiting, f) }

// Execute runs a workflow to its end.
func Execute(f func(Context)) {
	c := &coroutines{}
	f(c)
	for len(c.waiting) > 0 {
		next := c.waiting[0]
		c.waiting = c.waiting[1:]
		next(c)
	}
}
