package chunks

import "sync"

// source finds what it has of some keys.
type source interface {
	get(wg *sync.WaitGroup, keys []string, found func(key string))
}

type memory map[string]bool

func (m memory) get(_ *sync.WaitGroup, keys []string, found func(key string)) {
	for _, key := range keys {
		if m[key] {
			found(key)
		}
	}
}

type file struct {
	names []string
}

// get looks for each key in a goroutine of its own.
func (f *file) get(wg *sync.WaitGroup, keys []string, found func(key string)) {
	for _, key := range keys {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, name := range f.names {
				if name == key {
					found(key)
				}
			}
		}()
	}
}

type Store struct {
	sources []source
}

func New(names ...string) *Store {
	return &Store{[]source{memory{"z": true}, &file{names}}}
}

// Get calls found for each key that it has.
func (s *Store) Get(keys []string, found func(key string)) {
	s.each(func(one source, wg *sync.WaitGroup) {
		one.get(wg, keys, found)
	})
}

func (s *Store) each(ask func(source, *sync.WaitGroup)) {
	var wg sync.WaitGroup
	for _, one := range s.sources {
		ask(one, &wg)
	}
	wg.Wait()
}

// Missing counts the keys that the store does not have.
func Missing(s *Store, keys []string) int {
	missing := map[string]bool{}
	for _, key := range keys {
		missing[key] = true
	}
	s.Get(keys, func(key string) {
		delete(missing, key) // want map/concurrent-access:medium "missing"
	})
	return len(missing)
}

func Run() {
	keys := []string{"a", "b", "c", "d", "e", "f"}
	Missing(New(keys...), keys)
}
