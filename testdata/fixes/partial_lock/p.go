// Partial_lock has structs with a lock that few functions take: the others take that one, and no new one is made.
package main

import "sync"

type call struct {
	done  sync.WaitGroup
	value string
}

// Flights has one call for each key at a time; Do has no lock.
type Flights struct {
	mu    sync.Mutex
	calls map[string]*call
}

func (f *Flights) Do(key string, load func() string) string {
	if c, ok := f.calls[key]; ok {
		c.done.Wait()
		return c.value
	}
	c := new(call)
	c.done.Add(1)
	f.calls[key] = c
	c.value = load()
	c.done.Done()
	delete(f.calls, key)
	return c.value
}

func (f *Flights) Forget(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.calls, key)
}

func (f *Flights) Busy() bool { return len(f.calls) > 0 }

type shard struct {
	sync.RWMutex
	data map[string][]byte
}

// Shards are found by a call: what has the lock gets methods that take it.
type Shards [4]*shard

func (s *Shards) of(key string) *shard { return s[len(key)%len(s)] }

func (s *Shards) Set(key string, value []byte) {
	one := s.of(key)
	one.Lock()
	defer one.Unlock()
	one.data[key] = value
}

func (s *Shards) Get(key string) []byte { return s.of(key).data[key] }

func (s *Shards) Drop(key string) { delete(s.of(key).data, key) }

func (s *Shards) Len() (n int) {
	for _, one := range s {
		n += len(one.data)
	}
	return n
}

// Waits holds its lock while it waits for others: the map gets another one.
type Waits struct {
	mu   sync.Mutex
	rows map[string]int
	in   chan string
}

func (w *Waits) Fill() {
	w.mu.Lock()
	defer w.mu.Unlock()
	name := <-w.in
	w.rows[name]++
}

func (w *Waits) Get(name string) int { return w.rows[name] }

func (w *Waits) Len() int { return len(w.rows) }

func main() {
	f := &Flights{calls: map[string]*call{}}
	w := &Waits{rows: map[string]int{}, in: make(chan string)}
	s := &Shards{}
	for at := range s {
		s[at] = &shard{data: map[string][]byte{}}
	}
	for range 4 {
		go func() {
			f.Do("a", func() string { return "b" })
			f.Forget("a")
			f.Busy()
		}()
		go func() {
			s.Set("a", nil)
			s.Get("a")
			s.Drop("a")
			s.Len()
		}()
		go func() {
			w.Fill()
			w.Get("a")
			w.Len()
		}()
	}
}
