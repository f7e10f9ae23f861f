// Package tests makes views that are too long, to see what others do with them.
package tests
