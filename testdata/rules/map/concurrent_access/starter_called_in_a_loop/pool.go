package pool

import "sync"

// Pool counts what its workers do.
type Pool struct {
	wg   sync.WaitGroup
	done map[string]int
}

func New() *Pool { return &Pool{done: map[string]int{}} }

func (p *Pool) start(name string) {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		p.done[name]++ // want map/concurrent-access:medium "done"
	}()
}

// StartAll starts one worker for each name.
func (p *Pool) StartAll(names []string) {
	for _, name := range names {
		p.start(name)
	}
	p.wg.Wait()
}

func Run() { New().StartAll([]string{"a", "b", "c"}) }
