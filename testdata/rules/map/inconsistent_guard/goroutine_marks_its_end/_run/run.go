package run

import (
	consumers "golint.test/rules/map/inconsistent_guard/goroutine_marks_its_end"
)

func Run() {
	c := consumers.New()
	c.Update([]string{"a", "b", "c"})
	c.Wait()
}
