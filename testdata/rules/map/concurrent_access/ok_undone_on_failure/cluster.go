package cluster

import (
	"errors"
	"sync"
)

var errNo = errors.New("no")

type cluster struct {
	topics map[string]int
	wg     sync.WaitGroup
}

func (c *cluster) run() {
	defer c.wg.Done()
	c.topics["a"]++
}

func (c *cluster) undo() {
	for name := range c.topics {
		delete(c.topics, name)
	}
}

func withVariable(fail bool) (*cluster, error) {
	c := &cluster{topics: map[string]int{}}
	var err error
	defer func() {
		if err != nil {
			c.undo()
		}
	}()
	if fail {
		err = errNo
		return nil, err
	}
	c.wg.Add(1)
	go c.run()
	return c, nil
}

func withResult(fail bool) (c *cluster, err error) {
	c = &cluster{topics: map[string]int{}}
	defer func() {
		if err == nil {
			return
		}
		c.undo()
	}()
	if fail {
		return c, errNo
	}
	c.wg.Add(1)
	go c.run()
	return c, nil
}

func withFlag(fail bool) (*cluster, error) {
	c := &cluster{topics: map[string]int{}}
	done := false
	defer func() {
		if !done {
			c.undo()
		}
	}()
	if fail {
		return nil, errNo
	}
	c.wg.Add(1)
	go c.run()
	done = true // mutant:
	return c, nil
}

// Run makes clusters, and fails to.
func Run() {
	for _, start := range []func(bool) (*cluster, error){withVariable, withResult, withFlag} {
		if c, err := start(false); err == nil {
			c.wg.Wait()
		}
		_, _ = start(true)
	}
}
