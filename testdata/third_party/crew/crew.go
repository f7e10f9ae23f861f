// Package crew runs as many functions at once as it has members.
package crew

// Crew has free members.
type Crew struct{ free chan struct{} }

// New makes a crew of n members, who are all free.
func New(n int) *Crew {
	c := &Crew{free: make(chan struct{}, n)}
	for range n {
		c.free <- struct{}{}
	}
	return c
}

// Take waits until a member is free, and takes it.
func (c *Crew) Take() { <-c.free }

// Give gives a member back.
func (c *Crew) Give() { c.free <- struct{}{} }

// Wait waits until all members are free.
func (c *Crew) Wait() {
	for range cap(c.free) {
		<-c.free
	}
	for range cap(c.free) {
		c.free <- struct{}{}
	}
}
