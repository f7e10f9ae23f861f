package p

import "sync"

// Counter is used by many goroutines.
type Counter struct {
	counts map[string]int
	owners map[int]string
}

func NewCounter() *Counter {
	c := &Counter{owners: map[int]string{}}
	c.counts = make(map[string]int)
	c.counts["zero"] = 0
	return c
}

func (c *Counter) Add(k string, n int) int {
	c.counts[k] += n
	c.owners[n] = k
	if c.counts["zero"] > 0 {
		delete(c.counts, k)
	}
	if _, ok := c.owners[-n]; !ok {
		c.owners[-n] = "nobody"
	}
	return c.counts[k] + len(c.owners[n])
}

func (c *Counter) Sum() (sum int) {
	for _, n := range c.counts {
		sum += n
	}
	return sum + len(c.owners)
}

func (c *Counter) work(group *sync.WaitGroup) {
	defer group.Done()
	for i := range 50 {
		c.Add("a", i)
		c.Add("b", 1)
		c.Sum()
	}
}

func (c *Counter) Start(group *sync.WaitGroup) {
	for range 4 {
		group.Add(1)
		go c.work(group)
	}
}

// Race fails where the counter is not safe.
func Race() {
	c := NewCounter()
	var group sync.WaitGroup
	c.Start(&group)
	group.Wait()
	if c.counts["b"] != 200 {
		panic("updates are lost")
	}
}

func Run() []string {
	c := NewCounter()
	c.Add("a", 1)
	if c.Sum() != 3 || c.Add("a", 2) != 4 {
		return []string{"wrong"}
	}
	return nil
}
