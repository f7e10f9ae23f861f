package lengths

import "sync"

// crew has several goroutines that work.
type crew struct {
	jobs chan func()
}

func newCrew(several int) *crew {
	c := &crew{jobs: make(chan func())}
	for range several {
		go func() {
			for job := range c.jobs {
				job()
			}
		}()
	}
	return c
}

func (c *crew) do(job func()) { c.jobs <- job }

// OfCrew looks at what it found too early.
func OfCrew(names []string) (longest int) {
	crew := newCrew(3)
	var mu sync.Mutex
	var group sync.WaitGroup
	found := map[string]int{}
	for _, name := range names {
		group.Add(1)
		crew.do(func() {
			defer group.Done()
			mu.Lock()
			defer mu.Unlock()
			found[name] = len(name)
		})
	}
	for _, length := range found { // want map/inconsistent-guard:high "found"
		longest = max(longest, length)
	}
	group.Wait()
	close(crew.jobs)
	return longest
}

func Run() {
	for range 20 {
		OfCrew([]string{"a", "bb", "ccc", "dddd", "eeeee", "ffffff"})
	}
}
