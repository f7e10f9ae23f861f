// Package web shows the stock to the world.
package web

import (
	"fmt"
	"net/http"
	"os/exec"

	"example.com/shop/store"
)

// Handler serves the shop.
func Handler(stock *store.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/label", func(w http.ResponseWriter, r *http.Request) {
		article := r.URL.Query().Get("article")
		script := fmt.Sprintf("label --print %s", article)
		out, err := exec.Command("sh", "-c", script).Output()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		stock.Seen(article)
		w.Write(out)
	})
	return mux
}
