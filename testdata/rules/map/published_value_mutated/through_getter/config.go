package config

import "sync/atomic"

// Config is shared.
type Config struct {
	Name   string
	Labels map[string]string
}

var current atomic.Pointer[Config]

func init() { current.Store(&Config{Labels: map[string]string{}}) }

// Current gives the shared one.
func Current() *Config { return current.Load() }

// Rename changes it for everybody.
func Rename(name string) string {
	config := Current()
	old := config.Name
	config.Name = name // want map/published-value-mutated:medium "`Name` is assigned in place, in a value loaded from `Current\(\)`"
	return old
}

// Label copies the struct, not the map.
func Label(key, value string) int {
	config := *current.Load()
	config.Labels[key] = value // want map/published-value-mutated:high "the map in it is written" map/concurrent-access:low "Labels"
	return len(config.Labels)
}
