module golint.test

go 1.25

require (
	example.org/crew v0.0.0
	example.org/keylock v0.0.0
	github.com/IBM/sarama v0.0.0
	github.com/containerd/containerd v0.0.0
	github.com/gin-gonic/gin v0.0.0
	github.com/jonboulle/clockwork v0.0.0
	github.com/pion/webrtc v0.0.0
	github.com/prometheus/client_golang v0.0.0
	github.com/robertkrimen/otto v0.0.0
	github.com/sasha-s/go-deadlock v0.0.0
	go.temporal.io/sdk v0.0.0
	golang.org/x/sync v0.0.0
	google.golang.org/grpc v0.0.0
	k8s.io/apimachinery v0.0.0
	k8s.io/client-go v0.0.0
)

replace github.com/gin-gonic/gin => ./third_party/gin

replace github.com/jonboulle/clockwork => ./third_party/clockwork

replace k8s.io/client-go => ./third_party/client-go

replace github.com/robertkrimen/otto => ./third_party/otto

replace github.com/sasha-s/go-deadlock => ./third_party/deadlock

replace github.com/prometheus/client_golang => ./third_party/prometheus

replace golang.org/x/sync => ./third_party/sync

replace google.golang.org/grpc => ./third_party/grpc

replace k8s.io/apimachinery => ./third_party/apimachinery

replace github.com/containerd/containerd => ./third_party/containerd

replace example.org/crew => ./third_party/crew

replace example.org/keylock => ./third_party/keylock

replace github.com/IBM/sarama => ./third_party/sarama

replace github.com/pion/webrtc => ./third_party/webrtc

replace go.temporal.io/sdk => ./third_party/temporal
