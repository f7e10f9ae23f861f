package config

import (
	"net/http"
	"sync"

	"golint.test/pairs"
)

var (
	mu   sync.Mutex
	seen = map[string]int{}
)

// Config has secrets by name.
type Config struct {
	name    string
	secrets map[string]*string
	keys    map[string]any
}

func (c *Config) add(id string, key any) { c.keys[id] = key }

// register hands out strings, and copies of them: nobody has the struct for that.
func (c *Config) register(id string) {
	c.add(id, []byte(*c.secrets[id]))
	mu.Lock()
	seen[c.name]++
	mu.Unlock()
}

// Secret is asked for by handlers.
func (c *Config) Secret(id string) *string { return c.secrets[id] }

// Lookup makes a new one.
func Lookup(ids ...string) (c Config, err error) {
	c = Config{name: "new", secrets: map[string]*string{}, keys: map[string]any{}}
	for _, id := range ids {
		secret := id // mutant: secret := id; current = c
		c.secrets[id] = &secret
		c.register(id)
	}
	return c, nil
}

var current Config

func handle(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	c := current
	mu.Unlock()
	c.Secret("a")
}

// Serve reads it while others are made.
func Serve() {
	http.HandleFunc("/", handle)
	go func() {
		c, _ := Lookup("a", "b")
		mu.Lock()
		current = c
		mu.Unlock()
	}()
	http.ListenAndServe("localhost:0", nil)
}

func Run() {
	pairs.Of(
		func() {
			c, _ := Lookup("a")
			mu.Lock()
			current = c
			mu.Unlock()
		},
		func() { handle(nil, nil) },
	)
}
