module golint.test

go 1.25

require (
	github.com/gin-gonic/gin v0.0.0
	golang.org/x/sync v0.0.0
)

replace github.com/gin-gonic/gin => ./third_party/gin

replace golang.org/x/sync => ./third_party/sync
