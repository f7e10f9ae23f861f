package routes

import "sync"

// Routes swaps whole maps; the one that it returns never changes again.
type Routes struct {
	mu    sync.Mutex
	table map[string]string
}

func (r *Routes) Load(prefixes []string) {
	table := make(map[string]string, len(prefixes)) // mutant: table := r.Table()
	for _, prefix := range prefixes {
		if table != nil {
			table[prefix] = "local"
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.table = table
}

func (r *Routes) Table() map[string]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.table
}

func New() *Routes {
	return &Routes{table: map[string]string{}}
}
