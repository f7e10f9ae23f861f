package run

import window "golint.test/rules/map/inconsistent_guard/given_to_many_goroutines"

func Run() { window.Work(8) }
