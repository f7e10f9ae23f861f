package counter

import "sync"

type Counter struct {
	words chan string
	quit  chan struct{}
	done  chan struct{}
	wg    sync.WaitGroup
	seen  map[string]int
	lost  map[string]int
}

func New() *Counter {
	return &Counter{
		words: make(chan string),
		quit:  make(chan struct{}),
		done:  make(chan struct{}),
		seen:  map[string]int{},
		lost:  map[string]int{},
	}
}

func (c *Counter) Start() {
	c.wg.Add(1)
	go c.count()
	go c.watch()
}

func (c *Counter) count() {
	defer c.wg.Done()
	for word := range c.words {
		c.seen[word]++
	}
}

func (c *Counter) watch() {
	defer close(c.done)
	<-c.quit
	c.lost["all"]++
}

func (c *Counter) Add(word string) { c.words <- word }

// Stop waits for both goroutines before it looks at what they left.
func (c *Counter) Stop() (int, int) {
	close(c.words)
	close(c.quit)
	c.wait() // mutant:
	return len(c.seen), len(c.lost)
}

func (c *Counter) wait() {
	c.wg.Wait()
	<-c.done
}
