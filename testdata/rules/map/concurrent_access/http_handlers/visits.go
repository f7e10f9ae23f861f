package visits

import (
	"fmt"
	"net/http"
)

var visits = map[string]int{}

func init() {
	http.HandleFunc("/visit", func(w http.ResponseWriter, r *http.Request) {
		visits[r.RemoteAddr]++ // want map/concurrent-access:high "visits"
		fmt.Fprintln(w, "welcome")
	})
}
