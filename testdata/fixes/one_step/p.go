// Package one_step has maps whose uses belong into one section over ways out, keys that are computed by something that
// may wait, calls in the header of loops that read a whole map, and a getter beside functions that lack the lock.
package one_step

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

var (
	errFunds   = errors.New("insufficient funds")
	errAccount = errors.New("no such account")
)

type account struct{ balance int }

type bank struct {
	mu       sync.Mutex
	accounts map[string]account
	seq      int
}

func (b *bank) note() {
	b.mu.Lock()
	b.seq++
	b.mu.Unlock()
}

// The second look stands between the first one and the stores.
func (b *bank) transfer(from, to string, amount int) error {
	src, ok := b.accounts[from]
	if !ok {
		return errAccount
	}
	dst, ok := b.accounts[to]
	if !ok {
		return errAccount
	}
	if src.balance < amount {
		return errFunds
	}
	src.balance -= amount
	dst.balance += amount
	b.accounts[from] = src
	b.accounts[to] = dst
	b.note()
	return nil
}

// count computes the key before the lock is taken.
func count(r []io.Reader, key func(string) string) map[string]int {
	words := make(map[string]int)
	var wg sync.WaitGroup
	for _, one := range r {
		wg.Add(1)
		go func() {
			defer wg.Done()
			scanner := bufio.NewScanner(one)
			for scanner.Scan() {
				words[strings.ToLower(scanner.Text())] += 1
				words[key(scanner.Text())]++
				words[key("all")] = len(key(scanner.Text()))
			}
		}()
	}
	wg.Wait()
	return words
}

type metrics struct {
	counters map[string]int
	subs     []func(map[string]int)
}

// The keys are collected before the loop.
func (m *metrics) write(w io.Writer) {
	for _, name := range slices.Sorted(maps.Keys(m.counters)) {
		fmt.Fprintf(w, "%s %d\n", name, m.counters[name])
	}
}

// The copy is made before the call.
func (m *metrics) tell() {
	for _, f := range m.subs {
		f(maps.Clone(m.counters))
	}
}

func (m *metrics) inc(name string) { m.counters[name]++ }

type store struct {
	sync.RWMutex
	items map[string]int
}

func (s *store) add(k string) {
	s.Lock()
	defer s.Unlock()
	s.items[k]++
}

// Items holds the lock and gives the map away.
func (s *store) Items() map[string]int {
	s.RLock()
	defer s.RUnlock()
	return s.items
}

func (s *store) get(k string) int { return s.items[k] }

func (s *store) sum() (n int) {
	for _, one := range s.items {
		n += one
	}
	return n
}

// Run uses them all beside each other.
func Run(b *bank, m *metrics, s *store, w io.Writer, names []string) {
	for _, name := range names {
		go func() {
			b.transfer(name, names[0], 1)
			m.write(w)
			m.tell()
			m.inc(name)
			s.add(name)
			s.get(name)
			s.sum()
			for range s.Items() {
				break
			}
		}()
	}
}
