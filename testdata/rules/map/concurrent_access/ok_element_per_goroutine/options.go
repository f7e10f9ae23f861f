package options

import "sync"

type Container struct {
	Options map[string]string
}

// Migrate gives each container to one goroutine.
func Migrate(containers map[string]*Container) {
	var group sync.WaitGroup
	for _, container := range containers {
		own := container // mutant: own := container; own = containers["a"]
		group.Add(1)
		go func(c *Container) {
			defer group.Done()
			if value, ok := c.Options["async-connect"]; ok {
				c.Options["async"] = value
				delete(c.Options, "async-connect")
			}
		}(own)
	}
	group.Wait()
}
