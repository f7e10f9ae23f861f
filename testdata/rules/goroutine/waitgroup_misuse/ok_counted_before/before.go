package before

import "sync"

// All counts before.
func All(urls []string, visit func(string)) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(url)
		}()
	}
	wg.Wait()
}

// Held counts itself while all are held back.
func Held(urls []string, visit func(string)) {
	var wg sync.WaitGroup
	wg.Add(1)
	for _, url := range urls {
		go func() {
			wg.Add(1)
			defer wg.Done()
			visit(url)
		}()
	}
	wg.Done()
	wg.Wait()
}

// Pool is counted by who asks for work.
type Pool struct{ work sync.WaitGroup }

func (p *Pool) Reserve() { p.work.Add(1) }

func (p *Pool) Run(f func()) {
	go func() {
		p.work.Add(1)
		defer p.work.Done()
		f()
	}()
}

func (p *Pool) Wait() {
	p.work.Done()
	p.work.Wait()
}

// Nobody waits.
func Nobody(f func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1)
		defer wg.Done()
		f()
	}()
}

// Go counts by itself.
func Go(f func()) {
	var wg sync.WaitGroup
	wg.Go(f)
	wg.Wait()
}
