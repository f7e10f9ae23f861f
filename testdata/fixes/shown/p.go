// Shown has structs with maps that are encoded or printed: the lock is held around what only computes.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"sync"
)

// Stats is encoded as a whole.
type Stats struct {
	mu    sync.Mutex
	Hits  map[string]int
	Names map[string]string
}

func (s *Stats) Hit(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Hits[k]++
	s.Names[k] = k
}

func (s *Stats) Drop(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.Hits, k)
	delete(s.Names, k)
}

func (s *Stats) Encoded() ([]byte, error) {
	return json.Marshal(s)
}

func (s *Stats) Save(w io.Writer) error {
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (s *Stats) Send(w io.Writer) {
	if data, err := json.Marshal(s); err == nil {
		w.Write(data)
	}
}

func (s *Stats) Log() {
	log.Println(fmt.Sprintf("stats: %+v", s))
}

func (s *Stats) Stream(w io.Writer) error {
	return json.NewEncoder(w).Encode(s)
}

func (s *Stats) Trace() {
	log.Printf("%+v", s)
}

// Labels are in a struct that has a way of its own to be encoded, which takes the lock.
type Labels struct {
	mu  sync.RWMutex
	set map[string]string
}

func (l *Labels) Put(k, v string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.set[k] = v
}

func (l *Labels) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.set)
}

func (l *Labels) MarshalJSON() ([]byte, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return json.Marshal(l.set)
}

func (l *Labels) Describe() string {
	return fmt.Sprintf("labels %+v", l)
}

// Page has what is encoded in a field, and a lock beside it.
type Page struct {
	lock  sync.RWMutex
	state struct {
		Seen map[string]bool
	}
	body Body
}

type Body struct {
	Title string
	Parts map[int]string
}

func (p *Page) Set(n int, text string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.body.Parts[n] = text
}

func (p *Page) Remove(n int) {
	p.lock.Lock()
	defer p.lock.Unlock()
	delete(p.body.Parts, n)
}

func (p *Page) Text() string {
	text := fmt.Sprint(p.body)
	return text
}

// Queue has no lock yet; only its jobs are encoded.
type jobs struct{ ByName map[string]int }

type Queue struct {
	jobs jobs
}

func (q *Queue) Json() ([]byte, error) { return json.Marshal(&q.jobs) }

func (q *Queue) Run() {
	for i := range 3 {
		go func() { q.jobs.ByName[fmt.Sprint(i)] = i }()
	}
	fmt.Println(q.Json())
}

func main() {
	s := &Stats{Hits: map[string]int{}, Names: map[string]string{}}
	for range 4 {
		go s.Hit("a")
		go s.Drop("a")
		go s.Encoded()
		go s.Save(io.Discard)
		go s.Send(io.Discard)
		go s.Log()
		go s.Stream(io.Discard)
		go s.Trace()
	}
	l := &Labels{set: map[string]string{}}
	go l.Put("a", "b")
	go l.Clear()
	go l.Describe()
	p := &Page{body: Body{Parts: map[int]string{}}}
	go p.Set(1, "a")
	go p.Remove(1)
	go p.Text()
	q := &Queue{jobs: jobs{ByName: map[string]int{}}}
	q.Run()
	race()
}

// ledger has no lock yet either, and is printed: a lock in it would be printed, too.
type ledger struct {
	rows map[int]int
}

func (l *ledger) add(n int) { l.rows[n]++ }

func (l *ledger) text() string { return fmt.Sprintf("%v", l) }

func race() {
	l := &ledger{rows: map[int]int{}}
	for i := range 3 {
		go l.add(i)
	}
	go l.text()
}
