package server

import (
	"net/http"
	"net/http/httptest"

	"golint.test/pairs"
	"golint.test/rules/map/concurrent_access/getter_of_another_package/cluster"
)

type Server struct {
	cluster *cluster.Cluster
}

func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/scatter", s.scatter)
	return mux
}

func (s *Server) scatter(w http.ResponseWriter, r *http.Request) {
	s.cluster.Scatterer().Scatter(r.URL.Query().Get("engine"))
}

func Run() {
	handler := (&Server{cluster: cluster.New()}).Handler()
	ask := func() {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/scatter?engine=a", nil))
	}
	pairs.Of(ask, ask)
}
