package render

// Render fills a template.
func Render(name string) string { return "<" + name + ">" }
