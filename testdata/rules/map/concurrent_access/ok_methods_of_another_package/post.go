package post

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_methods_of_another_package/tags"
)

// Post is what readers give names to.
type Post struct {
	mu    sync.Mutex
	names tags.Set
	fixed tags.Set
}

// Tag adds the names, all at once.
func (p *Post) Tag(names []string) int {
	var group sync.WaitGroup
	for _, name := range names {
		group.Add(1)
		go func() {
			defer group.Done()
			if p.fixed.Size() > 0 {
				p.mu.Lock()
				p.names.Add(name)
				p.mu.Unlock()
			}
		}()
	}
	group.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.names.Size()
}

func Run() {
	own := tags.Set{}
	own.Add("first")
	p := &Post{names: tags.Set{}, fixed: own}
	p.Tag([]string{"a", "b", "c", "a", "b", "c"})
}
