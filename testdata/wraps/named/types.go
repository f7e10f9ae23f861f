package p

import "time"

type (
	// Table has a name of its own.
	Table map[string]int

	alias  = map[string]int
	byDate map[time.Duration]string
)
