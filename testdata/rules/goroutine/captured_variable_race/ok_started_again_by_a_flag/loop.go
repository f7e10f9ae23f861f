package loop

import (
	"context"
	"sync"

	"golint.test/pairs"
)

// Loop starts its goroutine when it is chosen, and remembers that it did.
type Loop struct {
	running bool
	start   func(context.Context)
}

func (l *Loop) Run(ctx context.Context, chosen []bool) {
	var inner context.Context
	var cancel context.CancelFunc
	var wg sync.WaitGroup
	for _, now := range chosen {
		if now {
			if !l.running { // mutant: if !l.running || now {
				inner, cancel = context.WithCancel(ctx)
				wg.Add(1)
				go func() {
					defer wg.Done()
					l.start(inner)
				}()
				l.running = true
			}
		} else if l.running {
			cancel()
			wg.Wait()
			l.running = false
		}
	}
	if cancel != nil {
		cancel()
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() {
		ctx, cancel := context.WithCancel(context.Background())
		go func() { cancel() }()
		(&Loop{start: func(ctx context.Context) { <-ctx.Done() }}).Run(ctx, []bool{true, true, false, true, true, false})
	})
}
