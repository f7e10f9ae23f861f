package p

import (
	"errors"
	"fmt"
)

var errTaken = errors.New("taken")

type conn struct{ name string }

type pool struct {
	dial  func(string) *conn
	conns map[string]*conn
	seen  map[int]int
	names map[string]string
	gone  map[string][]string
	left  map[string]string
	log   []string
}

// The stored one is what is returned.
func (p *pool) fib(n int) int {
	if n < 2 {
		return n
	}
	if v, ok := p.seen[n]; ok {
		return v
	}
	v := p.fib(n-1) + p.fib(n-2)
	p.seen[n] = v
	return v
}

// Who comes second goes on with the first one's.
func (p *pool) get(name string) *conn {
	c, ok := p.conns[name]
	if !ok {
		c = p.dial(name)
		p.conns[name] = c
	}
	return c
}

// Who comes second leaves as it would have left.
func (p *pool) add(name string) error {
	if _, taken := p.names[name]; taken {
		// somebody has it
		p.say("taken", name)
		return errTaken
	}
	p.names[name] = p.dial(name).name
	return nil
}

// Nobody takes it twice: what is between does not see the map.
func (p *pool) drop(name string) int {
	all := p.gone[name]
	n := 0
	for _, one := range all {
		n += len(one)
	}
	delete(p.gone, name)
	return n
}

// Nor where it leaves if there is none.
func (p *pool) leave(name string) (string, error) {
	old, ok := p.left[name]
	if !ok {
		return "", errTaken
	}
	delete(p.left, name)
	return old, nil
}

func (p *pool) leaves(name string) bool {
	if _, ok := p.left[name]; !ok {
		p.say("no", name)
		return false
	}
	delete(p.left, name)
	return true
}

func (p *pool) say(v ...any) { p.log = append(p.log, fmt.Sprint(v...)) }

func (p *pool) loop() {
	for {
		p.conns["x"] = nil
		p.seen[0] = 0
		p.names["x"] = ""
		p.gone["x"] = nil
		p.left["x"] = ""
	}
}

func (p *pool) start() { go p.loop() }

func newPool() *pool {
	return &pool{
		dial:  func(name string) *conn { return &conn{name + "!"} },
		conns: map[string]*conn{},
		seen:  map[int]int{},
		names: map[string]string{},
		gone:  map[string][]string{},
		left:  map[string]string{},
	}
}

func Run() []string {
	p := newPool()
	if false {
		p.start()
	}
	p.say(p.fib(20), len(p.seen))
	p.say(p.get("a").name, p.get("a") == p.get("a"))
	p.say(p.add("a"), p.add("a"), p.names["a"])
	p.gone["a"] = []string{"b", "cc"}
	p.say(p.drop("a"), p.drop("a"), len(p.gone))
	p.left["a"] = "c"
	p.left["b"] = "d"
	p.say(p.leaves("a"), p.leaves("a"))
	p.say(p.leave("b"))
	p.say(p.leave("b"))
	return p.log
}
