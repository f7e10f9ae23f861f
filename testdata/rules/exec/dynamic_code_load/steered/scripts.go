package steered

import (
	"net/http"

	"github.com/robertkrimen/otto"
)

func script(w http.ResponseWriter, r *http.Request) {
	vm := otto.New()
	vm.Run(r.FormValue("script")) // want exec/dynamic-code-load:high "is JavaScript code run by `\(\*otto.Otto\).Run`"
	vm.Run("1 + 1")
}
