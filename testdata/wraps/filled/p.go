package p

import (
	"errors"
	"fmt"
	"sort"
)

var errOdd = errors.New("odd")

// Maps that begin with elements.
var codes = map[string]int64{"a": 1, "b": 2}

var (
	names = map[int][]string{
		1: {"one", "eins"},

		2: {"two"}, // and no more
	}
	other = 3
)

// errs has what the package declares elsewhere.
var errs = map[string]error{"odd": errOdd, "none": nil}

type box struct {
	m   map[string]*box
	log []string
}

func newBox() *box {
	b := &box{m: map[string]*box{
		"nil": nil,
		"one": {log: []string{"x"}},
	}}
	return b
}

func inner() *box { return &box{m: map[string]*box{"inner": nil}} }

func (b *box) loop() {
	for {
		codes["x"]++
		names[3] = nil
		errs["x"] = errOdd
		b.m["x"] = b
	}
}

func (b *box) start() { go b.loop() }

func (b *box) say(v any) { b.log = append(b.log, fmt.Sprint(v)) }

// Local has a variable that goroutines share.
func Local(keys []string) int {
	seen := map[string]int{"first": 1}
	done := make(chan bool)
	for _, k := range keys {
		go func() {
			seen[k] = len(k)
			done <- true
		}()
	}
	for range keys {
		<-done
	}
	return seen["first"] + seen["ab"]
}

func Run() []string {
	b := newBox()
	if other > 3 {
		b.start()
		inner().start()
	}
	b.say(codes["a"] + codes["b"] + codes["c"])
	codes["c"] = 5
	b.say(codes["c"])
	b.say(names[1])
	b.say(len(names))
	b.say(errs["odd"])
	b.say(errs["none"] == nil)
	b.say(b.m["one"].log)
	b.say(b.m["nil"] == nil)
	_, ok := inner().m["inner"]
	b.say(ok)
	var keys []string
	for k := range errs {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	b.say(keys)
	b.say(Local([]string{"ab"}))
	return b.log
}
