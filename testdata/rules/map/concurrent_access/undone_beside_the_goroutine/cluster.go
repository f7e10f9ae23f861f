package cluster

import (
	"errors"
	"sync"
)

type cluster struct {
	topics map[string]int
	wg     sync.WaitGroup
}

func (c *cluster) run() {
	for range c.topics {
	}
}

func (c *cluster) undo() {
	for name := range c.topics {
		delete(c.topics, name) // want map/concurrent-access:high "ranges over it"
	}
}

func failing(c *cluster) (err error) {
	defer func() {
		if err != nil {
			c.undo()
		}
	}()
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		c.run()
	}()
	if len(errNo.Error()) > 1 {
		return errNo
	}
	return nil
}

var errNo = errors.New("no")

// Run fails when the goroutine runs already.
func Run() {
	c := &cluster{topics: map[string]int{"b": 1}}
	_ = failing(c)
	c.wg.Wait()
}
