package versions

import (
	"sync"

	"go.temporal.io/sdk/workflow"
)

// Versions is the state of one workflow. Its lock keeps an update whole while that waits.
type Versions struct {
	lock  workflow.Mutex
	known map[string]int
}

func (v *Versions) update(ctx workflow.Context, name string) error {
	if err := v.lock.Lock(ctx); err != nil {
		return err
	}
	defer v.lock.Unlock()
	v.known[name]++
	return nil
}

func (v *Versions) drop(ctx workflow.Context, name string) error {
	if err := v.lock.Lock(ctx); err != nil {
		return err
	}
	defer v.lock.Unlock()
	delete(v.known, name)
	return nil
}

func (v *Versions) summarize(ctx workflow.Context) {
	for name := range v.known {
		v.known[name] = 0
	}
}

func (v *Versions) Run(ctx workflow.Context) {
	v.lock = workflow.NewMutex(ctx)
	workflow.Go(ctx, v.summarize) // mutant: go v.summarize(ctx)
	workflow.Go(ctx, func(ctx workflow.Context) { _ = v.update(ctx, "b") })
	_ = v.update(ctx, "a")
	_ = v.drop(ctx, "c")
}

func Run() {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			v := &Versions{known: map[string]int{}}
			workflow.Execute(v.Run)
		})
	}
	wg.Wait()
}
