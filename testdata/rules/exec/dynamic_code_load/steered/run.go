// Package steered runs code that others choose.
package steered

import (
	"net/http"
	"os"
	"plugin"
	"reflect"
)

func load(w http.ResponseWriter, r *http.Request) {
	plugin.Open("/plugins/" + r.FormValue("name")) // want exec/dynamic-code-load:high "data of the HTTP request .* is what is loaded by `plugin.Open`"
}

func relative() (*plugin.Plugin, error) {
	return plugin.Open("./plugins/report.so") // want exec/dynamic-code-load:medium "from the current directory"
}

func argument() (*plugin.Plugin, error) {
	return plugin.Open(os.Args[1]) // want exec/dynamic-code-load:low "the command line"
}

type api struct{}

func (api) Show() {}

func method(w http.ResponseWriter, r *http.Request) {
	reflect.ValueOf(api{}).MethodByName(r.FormValue("method")).Call(nil) // want exec/dynamic-code-load:medium "the method called by"
}
