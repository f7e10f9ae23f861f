package names

import (
	"testing"
	"time"
)

var registered = map[string]int{"first": 1}

func register(name string) {
	registered[name] = Length(name)
	time.Sleep(time.Millisecond)
}

func TestRegister(t *testing.T) {
	t.Parallel()
	for range 20 {
		register("second")
	}
}

func TestLength(t *testing.T) {
	t.Parallel()
	for range 20 {
		Length("second") // mutant: register("third")
	}
}
