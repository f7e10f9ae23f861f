package sessions

import "sync"

// Session keeps aliases of connections; the lock may be somebody else's, but it is only read-locked.
type Session struct {
	locker  *sync.RWMutex
	aliases map[string]string
}

// Conn is one of many connections of a session.
type Conn struct {
	parent *Session
	id     string
}

func New(locker *sync.RWMutex) *Session {
	return &Session{locker: locker, aliases: map[string]string{}}
}

// Alias finds the connection of an alias.
func (s *Session) Alias(name string) string {
	s.locker.RLock()
	defer s.locker.RUnlock()
	return s.aliases[name]
}

// Open names a connection.
func (c *Conn) Open(name string) {
	c.parent.locker.RLock()
	c.parent.aliases[name] = c.id // want map/write-under-read-lock:high "aliases"
	c.parent.locker.RUnlock()
}

// Close forgets the name.
func (c *Conn) Close(name string) {
	c.parent.locker.Lock()
	defer c.parent.locker.Unlock()
	delete(c.parent.aliases, name)
}

func Run() {
	s := New(&sync.RWMutex{})
	a, b := &Conn{s, "a"}, &Conn{s, "b"}
	var wg sync.WaitGroup
	wg.Go(func() { a.Open("x") })
	wg.Go(func() { b.Open("y") })
	wg.Wait()
	a.Close("x")
	s.Alias("y")
}
