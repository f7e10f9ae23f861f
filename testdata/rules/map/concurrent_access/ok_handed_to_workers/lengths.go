package lengths

import (
	"sync"

	"golint.test/pairs"
)

// Crew has several goroutines that work, and ends when all of them have.
type Crew struct {
	jobs  chan func()
	group sync.WaitGroup
}

// New starts them.
func New(several int) *Crew {
	c := &Crew{jobs: make(chan func())}
	c.group.Add(several)
	for range several {
		go c.work()
	}
	return c
}

func (c *Crew) work() {
	defer c.group.Done()
	for job := range c.jobs {
		job()
	}
}

// Do gives one to them.
func (c *Crew) Do(job func()) { c.jobs <- job }

// Stop waits for all that was given.
func (c *Crew) Stop() {
	close(c.jobs)
	c.group.Wait()
}

// Of measures names, each under the lock, and looks when all have ended.
func Of(names []string) (longest int) {
	crew := New(3)
	var mu sync.Mutex
	found := map[string]int{}
	for _, name := range names {
		crew.Do(func() {
			mu.Lock()
			defer mu.Unlock()
			found[name] = len(name)
		})
	}
	crew.Stop()
	for _, length := range found {
		longest = max(longest, length)
	}
	return longest
}

// OneByOne waits for each before it gives the next.
func OneByOne(crew *Crew, names []string) map[string]int {
	found := map[string]int{}
	for _, name := range names {
		done := make(chan struct{})
		crew.Do(func() {
			found[name] = len(name)
			close(done)
		})
		<-done
	}
	return found
}

// Clerk works alone.
type Clerk struct {
	jobs chan func()
}

// Hire starts one.
func Hire() *Clerk {
	c := &Clerk{jobs: make(chan func())}
	go func() {
		for job := range c.jobs {
			job()
		}
	}()
	return c
}

// OfClerk has all done by one.
func OfClerk(clerk *Clerk, names []string) {
	found := map[string]int{}
	for _, name := range names {
		clerk.jobs <- func() { found[name] = len(name) }
	}
}

func Run() {
	names := []string{"a", "bb", "ccc", "dddd"}
	crew, clerk := New(3), Hire()
	pairs.Of(func() { Of(names) })
	pairs.Of(func() { OneByOne(crew, names) }, func() { OfClerk(clerk, names) })
	crew.Stop()
	close(clerk.jobs)
}
