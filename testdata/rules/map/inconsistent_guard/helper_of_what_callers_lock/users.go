package users

import (
	"strings"
	"sync"
)

// Database finds users by their other names.
type Database struct {
	mu      sync.RWMutex
	users   map[string]string
	aliases map[string]string
}

// Load is the only one in sight that finds the other names.
func (d *Database) Load(users map[string]string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.users = users
	d.Complete()
}

// Complete finds the other names of all users.
func (d *Database) Complete() {
	for name := range d.users { // want map/inconsistent-guard:low "users"
		d.add(name) // want map/inconsistent-guard:low "aliases"
	}
}

func (d *Database) add(name string) {
	d.aliases[strings.ToUpper(name)] = name
}

// Of answers the user with a name.
func (d *Database) Of(name string) string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.users[d.aliases[name]]
}

// Add adds one user.
func (d *Database) Add(name, value string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.users[name] = value
}

// Counts are counted, and one of those who are in sight does not hold their lock.
type Counts struct {
	mu   sync.Mutex
	of   map[string]int
}

// Both counts twice.
func (c *Counts) Both(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Count(name)
}

// Once counts once.
func (c *Counts) Once(name string) {
	c.Count(name)
}

// Count counts.
func (c *Counts) Count(name string) {
	c.add(name) // want map/inconsistent-guard:high "of"
}

func (c *Counts) add(name string) {
	c.of[name]++
}

// Of answers how many.
func (c *Counts) Of(name string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[name]
}

// New makes one of each.
func New() (*Database, *Counts) {
	return &Database{users: map[string]string{}, aliases: map[string]string{}}, &Counts{of: map[string]int{}}
}
