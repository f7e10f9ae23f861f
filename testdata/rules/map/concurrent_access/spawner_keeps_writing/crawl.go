package crawl

import "sync"

type page struct{ links []string }

// Crawl marks what it visits; the goroutine of an earlier page is still reading when it does.
func Crawl(pages map[string]page, start []string) int {
	visited := map[string]bool{}
	var wg sync.WaitGroup
	fresh := make(chan string, 100)
	for _, url := range start {
		visited[url] = true // want map/concurrent-access:high "visited"
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, link := range pages[url].links {
				if !visited[link] {
					fresh <- link
				}
			}
		}()
	}
	wg.Wait()
	return len(visited) + len(fresh)
}

func Run() {
	pages := map[string]page{"a": {links: []string{"x"}}, "b": {links: []string{"y"}}}
	Crawl(pages, []string{"a", "b", "a", "b"})
}
