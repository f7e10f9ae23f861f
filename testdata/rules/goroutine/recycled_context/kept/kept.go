// Package kept has goroutines that outlive their request.
package kept

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

// Log notes the name later.
func Log(c *gin.Context) {
	go func() { // want goroutine/recycled-context:high "`c` belongs to the request"
		note(c.Query("name"))
		note(c.Query("other"))
	}()
}

// Some does so for some names.
func Some(c *gin.Context) {
	if name := c.Query("name"); name != "" {
		go note2(c, name) // want goroutine/recycled-context:high "`c` belongs to the request"
	}
}

func note2(c *gin.Context, name string) { note(name + c.Query("name")) }

// Literal is made in a function.
func Literal() func(*gin.Context) {
	return func(ctx *gin.Context) {
		go func(c *gin.Context) { // want goroutine/recycled-context:high "`ctx` belongs to the request"
			note(c.Query("name"))
		}(ctx)
	}
}

// Run serves requests.
func Run() { gin.Serve(Log, Some, Literal()) }
