// Package index splits texts.
package index

import (
	"strings"

	"golint.test/rules/map/concurrent_access/captured_object_of_another_package/words"
)

func Fill(all *words.Words, text string) {
	for _, word := range strings.Fields(text) {
		all.Add(word)
	}
}
