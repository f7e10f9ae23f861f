// Command shop is the example of golint-py's README: it compiles, go vet is content with it, and it can crash.
package main

import (
	"log"
	"net/http"

	"example.com/shop/store"
	"example.com/shop/web"
)

func main() {
	stock := store.New()
	stock.Preload([]string{"apples", "pears"})
	log.Fatal(http.ListenAndServe("localhost:8080", web.Handler(stock)))
}
