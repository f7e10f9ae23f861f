package adapters

import (
	"fmt"
	"net/http"
)

var adapters = map[string]func(string) string{}

// Register is meant for the init functions of the packages that hold adapters; whether all keep to that is not known.
func Register(name string, adapter func(string) string) {
	if _, ok := adapters[name]; ok {
		panic("registered twice: " + name)
	}
	adapters[name] = adapter // want map/concurrent-access:low "adapters"
}

type Auth struct {
	Accounts map[string]string
}

// Provision is meant to be called once, before the first request.
func (a *Auth) Provision(names []string) {
	if a.Accounts == nil {
		a.Accounts = make(map[string]string)
	}
	for _, name := range names {
		a.Accounts[name] = "secret" // want map/concurrent-access:low "Accounts"
	}
}

func (a *Auth) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	adapt, ok := adapters[r.Header.Get("Content-Type")]
	if ok && a.Accounts[r.Header.Get("User")] != "" {
		fmt.Fprintln(w, adapt(r.URL.Path))
	}
}
