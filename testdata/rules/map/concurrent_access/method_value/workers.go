package workers

import "sync"

type puller struct {
	wg   sync.WaitGroup
	done map[int]bool
}

func (p *puller) pull(part int) {
	defer p.wg.Done()
	p.done[part] = true // want map/concurrent-access:high "done"
}

// Pull starts one puller for every part, all of them on one map.
func Pull(parts int) int {
	p := &puller{done: map[int]bool{}}
	pull := p.pull
	for part := range parts {
		p.wg.Add(1)
		go pull(part)
	}
	p.wg.Wait()
	return len(p.done)
}

func Run() { Pull(3) }
