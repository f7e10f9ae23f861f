package pipe

import "sync"

var pools = map[int]*sync.Pool{}

type Pipe struct {
	mu  sync.Mutex
	buf []byte
}

func New() *Pipe {
	return &Pipe{buf: get(64)} // want map/inconsistent-guard:medium "`pools`"
}

// Grow holds the lock of one pipe; the pools belong to all of them.
func (p *Pipe) Grow(size int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.buf = get(size)
}

func (p *Pipe) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if pool := pools[len(p.buf)]; pool != nil {
		pool.Put(p.buf)
	}
}

func get(size int) []byte {
	pool, ok := pools[size]
	if !ok {
		pool = &sync.Pool{New: func() any { return make([]byte, size) }}
		pools[size] = pool
	}
	return pool.Get().([]byte)
}
