package loop

import (
	"context"
	"sync"

	"golint.test/pairs"
)

// Loop starts its goroutine when it is chosen, and remembers that it did.
func Loop(ctx context.Context, chosen []bool, start func(context.Context)) {
	var state struct{ running bool }
	var inner context.Context
	var cancel context.CancelFunc
	var wg sync.WaitGroup
	for _, now := range chosen {
		if now {
			if !state.running { // mutant: if !state.running || now {
				inner, cancel = context.WithCancel(ctx)
				wg.Add(1)
				go func() {
					defer wg.Done()
					start(inner)
				}()
				state.running = true
			}
		} else if state.running {
			cancel()
			wg.Wait()
			state.running = false
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
		Loop(ctx, []bool{true, true, false, true, true, false}, func(ctx context.Context) { <-ctx.Done() })
	})
}
