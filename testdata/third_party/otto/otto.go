// Package otto stands for the library of this name in the test data.
package otto

// Otto is an interpreter.
type Otto struct{}

// Value is a result.
type Value struct{}

// New makes an interpreter.
func New() *Otto { return &Otto{} }

// Run runs code.
func (*Otto) Run(any) (Value, error) { return Value{}, nil }
