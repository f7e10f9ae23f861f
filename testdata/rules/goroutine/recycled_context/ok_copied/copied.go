// Package okcopied has goroutines that end with their request, or have a copy.
package okcopied

import (
	"sync"

	"github.com/gin-gonic/gin"
)

var (
	mu   sync.Mutex
	seen []string
)

func note(name string) {
	mu.Lock()
	defer mu.Unlock()
	seen = append(seen, name)
}

func copied(c *gin.Context) {
	copied := c.Copy()
	go func() { note(copied.Query("name")) }()
}

func given(c *gin.Context) {
	go func(c *gin.Context) { note(c.Query("name")) }(c.Copy())
}

func valued(c *gin.Context) {
	name := c.Query("name")
	go note(name)
}

func joined(c *gin.Context) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		note(c.Query("name"))
	}()
	wg.Wait()
}

func received(c *gin.Context) {
	done := make(chan bool)
	go func() {
		note(c.Query("name"))
		close(done)
	}()
	<-done
}

// Run serves requests.
func Run() { gin.Serve(copied, given, valued, joined, received) }
