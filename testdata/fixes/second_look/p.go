// Package second_look has maps of which an element is looked at and, after something that may wait, stored: the lock is
// not held over that, and the element is looked at once more before it is stored.
package second_look

import "errors"

var errTaken = errors.New("taken")

type conn struct{ name string }

type dialer interface {
	Dial(name string) (*conn, error)
}

// Fib calls itself for other numbers.
type Fib struct{ seen map[int]int }

// At leaves where the number is known.
func (f *Fib) At(n int) int {
	if n < 2 {
		return n
	}
	if v, ok := f.seen[n]; ok {
		return v
	}
	v := f.At(n-1) + f.At(n-2)
	f.seen[n] = v
	return v
}

// Pool dials once for each name.
type Pool struct {
	dialer dialer
	conns  map[string]*conn
}

// Get goes on with the connection that is there.
func (p *Pool) Get(name string) (*conn, error) {
	c, ok := p.conns[name]
	if !ok {
		var err error
		c, err = p.dialer.Dial(name)
		if err != nil {
			return nil, err
		}
		p.conns[name] = c
	}
	return c, nil
}

// Try asks for nil, in one of two ways.
func (p *Pool) Try(name string) *conn {
	if c := p.conns[name]; c != nil {
		return c
	}
	c, err := p.dialer.Dial(name)
	if err != nil {
		return nil
	}
	p.conns[name] = c
	return c
}

// Again stores a connection where there is none.
func (p *Pool) Again(name string) *conn {
	c := p.conns[name]
	if c == nil {
		c, _ = p.dialer.Dial(name)
		p.conns[name] = c
	}
	return c
}

// Users have a name each.
type Users struct {
	hash  func(string) string
	known map[string]string
}

// Add computes the value in the store.
func (u *Users) Add(name, password string) error {
	if _, taken := u.known[name]; taken {
		// somebody has it
		return errTaken
	}
	u.known[name] = u.hash(password)
	return nil
}

// All leaves the round of a loop.
func (u *Users) All(names []string) {
	for _, name := range names {
		value, known := u.known[name]
		if known {
			continue
		}
		value = u.hash(name)
		u.known[name] = value
	}
}

// Limited is refused: an element that is there may be replaced.
type Limited struct {
	load func(string) int
	kept map[string]int
}

// Get stores what is not large.
func (l *Limited) Get(name string) int {
	if v, ok := l.kept[name]; ok && v > 10 {
		return v
	}
	v := l.load(name)
	l.kept[name] = v
	return v
}

// Changed is refused: what is called between may have stored the element.
type Changed struct {
	load func(string) int
	kept map[string]int
}

func (c *Changed) fill(name string) int {
	n := c.load(name)
	c.kept[name] = n
	return n
}

// Get counts what is filled in.
func (c *Changed) Get(name string) int {
	if v, ok := c.kept[name]; ok {
		return v
	}
	v := c.fill(name) + 1
	c.kept[name] = v
	return v
}

// Moved is refused: the key is another one by then.
type Moved struct {
	load func(string) int
	kept map[string]int
}

// Get stores under a longer name.
func (m *Moved) Get(name string) int {
	if v, ok := m.kept[name]; ok {
		return v
	}
	v := m.load(name)
	name += "!"
	m.kept[name] = v
	return v
}

// Run uses them all beside each other.
func Run(f *Fib, p *Pool, u *Users, l *Limited, c *Changed, m *Moved, names []string) {
	for _, name := range names {
		go func() {
			f.At(len(name))
			p.Get(name)
			p.Try(name)
			p.Again(name)
			u.Add(name, name)
			u.All(names)
			l.Get(name)
			c.Get(name)
			m.Get(name)
		}()
	}
}
