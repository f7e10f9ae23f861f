package counted

import "sync"

type Pool struct {
	mu    sync.Mutex
	tasks map[string]func()
}

func (p *Pool) Add(name string, task func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tasks[name] = task
}

func (p *Pool) Drop(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.tasks, name)
}

// Run counts the tasks, and starts as many: both have to see the same ones.
func (p *Pool) Run() {
	var wg sync.WaitGroup
	wg.Add(len(p.tasks))
	for _, task := range p.tasks {
		task()
		wg.Done()
	}
	wg.Wait()
}

// Names only makes room.
func (p *Pool) Names(say func(string)) []string {
	names := make([]string, 0, len(p.tasks))
	for name := range p.tasks {
		say(name)
		names = append(names, name)
	}
	return names
}
