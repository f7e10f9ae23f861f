package post

import (
	"sync"

	"golint.test/rules/map/concurrent_access/methods_of_another_package/tags"
)

// Post is what readers give names to.
type Post struct {
	names tags.Set
}

// Tag adds the names, all at once.
func (p *Post) Tag(names []string) int {
	var group sync.WaitGroup
	for _, name := range names {
		group.Add(1)
		go func() {
			defer group.Done()
			p.names.Add(name) // want map/concurrent-access:high "names"
		}()
	}
	group.Wait()
	return p.names.Size()
}

func Run() {
	p := &Post{names: tags.Set{}}
	p.Tag([]string{"a", "b", "c", "a", "b", "c"})
}
