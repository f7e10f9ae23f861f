package locks

import "sync"

type embedded struct {
	sync.Mutex
	items map[string]int
}

func embeddedMutex(e *embedded) {
	e.Lock()
	e.items["a"] = 1 // want held:"e.Mutex write"
	e.Mutex.Unlock()
	_ = e.items["a"] // want held:""
}

type outer struct {
	*counter
	inner embedded
}

func promoted(o *outer) {
	o.mu.Lock()
	o.items["a"] = 1 // want held:"o.counter.mu write"
	o.counter.mu.Unlock()
	o.inner.Lock()
	o.inner.items["a"] = 1 // want held:"o.inner.Mutex write"
	o.inner.Unlock()
}

type byInterface struct {
	l     sync.Locker
	items map[string]int
}

func locker(b *byInterface) {
	b.l.Lock()
	b.items["a"] = 1 // want held:"b.l write"
	b.l.Unlock()
	_ = b.items["a"] // want held:""
}

func readLocker(c *cache) {
	r := c.mu.RLocker()
	r.Lock()
	_ = c.items["a"] // want held:"c.mu read"
	r.Unlock()
	_ = c.items["a"] // want held:""
}

type registry struct {
	guard *counter
	items map[string]int
}

func mutexOfAnotherStruct(r *registry) {
	r.guard.mu.Lock()
	r.items["a"] = 1 // want held:"r.guard.mu write"
	r.guard.mu.Unlock()
}

var (
	packageMutex sync.Mutex
	packageMap   = map[string]int{}
)

func ofThePackage() {
	packageMutex.Lock()
	packageMap["a"] = 1 // want held:"packageMutex write"
	packageMutex.Unlock()
	_ = packageMap["a"] // want held:""
}

func captured() {
	var mu sync.Mutex
	items := map[string]int{}
	add := func() {
		mu.Lock()
		defer mu.Unlock()
		items["a"] = 1 // want held:"mu write"
	}
	go add()
	mu.Lock()
	_ = items["a"] // want held:"mu write"
	mu.Unlock()
}

func (c cache) byValue() {
	c.mu.Lock()
	c.items["a"] = 1 // want held:""
	c.mu.Unlock()
}

func parameterByValue(c counter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items["a"] = 1 // want held:""
}

func copied(c *counter) {
	d := *c
	d.mu.Lock()
	d.items["a"] = 1 // want held:""
	d.mu.Unlock()
}

func rangeValue(all []counter) {
	for _, c := range all {
		c.mu.Lock()
		c.items["a"] = 1 // want held:""
		c.mu.Unlock()
	}
	for i := range all {
		c := &all[i]
		c.mu.Lock()
		c.items["a"] = 1 // want held:"all[…].mu write"
		c.mu.Unlock()
	}
}

func methodExpression(c *counter) {
	(*sync.Mutex).Lock(&c.mu)
	c.items["a"] = 1 // want held:"c.mu write"
	(*sync.Mutex).Unlock(&c.mu)
	_ = c.items["a"] // want held:""
}

func methodValue(c *counter) {
	lock, unlock := c.mu.Lock, c.mu.Unlock
	lock()
	c.items["a"] = 1 // want held:"c.mu write"
	unlock()
	_ = c.items["a"] // want held:""
}

func byPointer(c *counter) {
	mu := &c.mu
	mu.Lock()
	c.items["a"] = 1 // want held:"c.mu write"
	mu.Unlock()
}

func lockArgument(mu *sync.Mutex) { mu.Lock() }

func byArgument(c *counter) {
	lockArgument(&c.mu)
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

type generic[K comparable, V any] struct {
	mu    sync.Mutex
	items map[K]V
}

func (g *generic[K, V]) put(k K, v V) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.items[k] = v // want held:"g.mu write"
}
