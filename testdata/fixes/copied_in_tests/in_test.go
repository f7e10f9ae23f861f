package copied

import (
	"reflect"
	"testing"
)

func TestGauge(t *testing.T) {
	g := &gauge{values: map[string]int{}}
	g.set("a")
	if !reflect.DeepEqual(gauge{values: map[string]int{"a": 1}}, *g) {
		t.Error(*g)
	}
}
