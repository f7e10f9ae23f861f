package render

import "time"

// Render fills a template, which takes a while.
func Render(name string) string {
	time.Sleep(time.Millisecond)
	return "<" + name + ">"
}
