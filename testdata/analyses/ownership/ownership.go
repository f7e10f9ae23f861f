// Package ownership says on its lines who may have the object that a map belongs to.
package ownership

type store struct {
	items map[string]int
	inner *store
}

var (
	published *store
	all       []*store
	byName    = map[string]*store{}
)

func (s *store) init() {
	s.items = map[string]int{}
	s.items["a"] = 1 // want shared
}

func (s *store) set(k string) {
	s.items[k] = 1 // want shared
}

func newStore() *store {
	s := &store{items: map[string]int{}}
	s.items["a"] = 1 // want owned
	s.init()         // want passes:"owned"
	s.set("b")       // want passes:"owned"
	return s
}

func constructedByCallee() {
	s := newStore()
	s.items["a"] = 1 // want owned
	published = s
	s.items["b"] = 1 // want shared
	s.set("c")       // want passes:"given"
}

func givenBack(s *store) *store {
	return s
}

func notNew(s *store) {
	t := givenBack(s)
	t.items["a"] = 1 // want shared
}

func storedInGlobal() {
	s := new(store)
	s.items["a"] = 1 // want owned
	all = append(all, s)
	published = s
	s.items["b"] = 1 // want shared
}

func storedInMap(name string) {
	s := &store{}
	s.items["a"] = 1 // want owned
	byName[name] = s
	s.items["b"] = 1 // want shared
}

func storedOnOneBranch(keep bool) {
	s := &store{}
	if keep {
		published = s
		s.items["a"] = 1 // want shared
	} else {
		s.items["b"] = 1 // want owned
	}
	s.items["c"] = 1 // want shared
}

func storedInLoop(n int) {
	s := &store{}
	for range n {
		s.items["a"] = 1 // want shared
		published = s
	}
}

func sent(to chan *store) {
	s := &store{}
	s.items["a"] = 1 // want owned
	to <- s
	s.items["b"] = 1 // want shared
}

func partOfOwnObject() {
	s, t := &store{}, &store{}
	t.inner = s
	s.items["a"] = 1 // want owned
	published = t
	s.items["b"] = 1 // want shared
}

func partOfArgument(t *store) {
	s := &store{}
	s.items["a"] = 1 // want owned
	t.inner = s
	s.items["b"] = 1 // want shared
}

func keep(s *store) { published = s }

func keepDeeper(s *store) { keep(s) }

func look(s *store) int { return len(s.items) } // want shared

func passedOn() {
	s := &store{}
	look(s)          // want passes:"owned"
	s.items["a"] = 1 // want owned
	keepDeeper(s)
	s.items["b"] = 1 // want shared
}

func givenToGoroutine() {
	s := &store{}
	s.items["a"] = 1 // want owned
	go s.set("b")
	s.items["c"] = 1 // want confined shared
}

func ofOneGoroutine() {
	s := &store{}
	go s.set("b") // want passes:"owned"
}

func givenAwayAfterItsGoroutine() *store {
	s := &store{}
	done := make(chan struct{})
	go func() { // want starts:"confined"
		s.set("b")
		close(done)
	}()
	<-done
	published = s
	return s
}

func givenAwayBesideItsGoroutine() {
	s := &store{}
	go s.set("b") // want starts:"given"
	published = s
}

func toldBesideItsGoroutine() {
	s := &store{}
	go s.set("b") // want starts:"given"
	keepDeeper(s)
}

func ofManyGoroutines(n int) {
	s := &store{}
	for range n {
		go s.set("b") // want passes:"given"
	}
}

func ofEachGoroutine(n int) {
	for range n {
		s := &store{}
		go s.set("b") // want passes:"owned"
	}
}

func madeInside() {
	go func() {
		items := map[string]int{}
		s := &store{items: items}
		s.items["a"] = 1 // want owned
	}()
}

func startLater(run func()) { go run() }

func givenToLiteral() {
	s := &store{}
	s.items["a"] = 1 // want owned
	startLater(func() { s.set("b") })
	s.items["c"] = 1 // want shared
}

func capturedButCalledHere() {
	s := &store{}
	fill := func() { s.set("b") }
	fill()
	s.items["a"] = 1 // want owned
}

func capturedAndKept() func() {
	s := &store{}
	hook = func() { s.set("b") }
	s.items["a"] = 1 // want shared
	return hook
}

var hook func()

type holder struct{ s *store }

var (
	held  *holder
	slice []*store
	one   **store
)

func inSlice() {
	s := &store{}
	slice = []*store{s}
	s.items["b"] = 1 // want shared
}

func inLiteral() {
	s := &store{}
	held = &holder{s: s}
	s.items["b"] = 1 // want shared
}

func throughPointer() {
	s := &store{}
	*one = s
	s.items["b"] = 1 // want shared
}

func asInterface(to chan any) {
	s := &store{}
	var v any = s
	s.items["a"] = 1 // want owned
	to <- v
	s.items["b"] = 1 // want shared
}

func eitherOf(s *store, v bool) {
	t := &store{}
	if v {
		t = s
	}
	t.items["a"] = 1 // want shared
}

func mapOfItsOwn(s *store) {
	m := map[string]int{}
	m["a"] = 1
	s.items = m
	m["b"] = 1
}

func returnedTwo() (*store, error) {
	s := &store{}
	s.items["a"] = 1 // want owned
	return s, nil
}

func resultOfTwo() {
	s, err := returnedTwo()
	if err != nil {
		return
	}
	s.items["a"] = 1 // want owned
}

func byChannelOfOwn() {
	s := &store{}
	ch := make(chan *store, 1)
	ch <- s
	s.items["a"] = 1 // want owned
	go func() { (<-ch).set("b") }()
	s.items["c"] = 1 // want shared
}

func addressOfVariable() {
	var s store
	s.items["a"] = 1 // want owned
	published = &s
	s.items["b"] = 1 // want shared
}

func inArrayOfGlobals() {
	s := &store{}
	table[0] = s
	s.items["b"] = 1 // want shared
}

var table [4]*store

func deferredLiteralOwns() {
	s := &store{}
	defer func() {
		s.items["a"] = 1 // want shared
	}()
	s.items["b"] = 1 // want owned
}

func parameterPublished(s *store) {
	s.items["a"] = 1 // want kept
	published = s
	s.items["b"] = 1 // want given
}

func parameterOfAGoroutine(s *store) {
	s.items["a"] = 1 // want kept
	go s.set("b")
	s.items["c"] = 1 // want given
}

func parameterInsideWhatIsNew(s *store) {
	box := &shelf{of: s}
	s.items["a"] = 1 // want kept
	best = box
	s.items["b"] = 1 // want given
}

type shelf struct{ of *store }

var best *shelf

var functions []func()

func appended() {
	s := &store{}
	s.items["a"] = 1 // want owned
	slice = append(slice, s)
	s.items["b"] = 1 // want shared
}

func appendedHere() []*store {
	var own []*store
	for range 3 {
		s := &store{}
		own = append(own, s)
		s.items["a"] = 1 // want owned
	}
	return own
}

func appendedAndKept() {
	var own []*store
	s := &store{}
	for range 3 {
		own = append(own, s)
	}
	s.items["a"] = 1 // want owned
	slice = own
	s.items["b"] = 1 // want shared
}

func deferredPublish() {
	s := &store{}
	defer keep(s)
	s.items["a"] = 1 // want owned
}

func selectSends(to chan *store) {
	s := &store{}
	select {
	case to <- s:
		s.items["a"] = 1 // want shared
	default:
		s.items["b"] = 1 // want owned
	}
}

func capturedByKept() {
	s := &store{}
	f := func() { s.set("b") }
	functions = append(functions, f)
	s.items["a"] = 1 // want shared
}

func boundAndKept() {
	s := &store{}
	f := s.init
	s.items["a"] = 1 // want owned
	functions = append(functions, f)
	s.items["b"] = 1 // want shared
}
