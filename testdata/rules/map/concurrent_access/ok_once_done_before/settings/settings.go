package settings

import "sync"

var settings struct {
	once sync.Once
	m    map[string]string
}

func fill() {
	settings.m = map[string]string{} // mutant: if settings.m == nil { settings.m = map[string]string{} }
	add("a")
}

func add(name string) { settings.m[name] = name }

// Get asks twice whether it is filled: here, and in has.
func Get(name string) string {
	settings.once.Do(fill) // mutant: fill()
	if !has(name) {
		return ""
	}
	return settings.m[name]
}

func has(name string) bool {
	settings.once.Do(fill) // mutant: fill()
	_, ok := settings.m[name]
	return ok
}
