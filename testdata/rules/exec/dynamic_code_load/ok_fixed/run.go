// Package ok_fixed loads code that nobody else chooses.
package ok_fixed

import (
	"net/http"
	"plugin"
	"reflect"
)

var plugins = map[string]string{"report": "/usr/lib/shop/report.so"}

func load(w http.ResponseWriter, r *http.Request) {
	if path, ok := plugins[r.FormValue("name")]; ok {
		plugin.Open(path)
	}
}

func given(path string) (*plugin.Plugin, error) {
	return plugin.Open(path)
}

type api struct{}

func (api) Show() {}

func method() {
	reflect.ValueOf(api{}).MethodByName("Show").Call(nil)
}
