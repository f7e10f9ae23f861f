package hello

import (
	"crypto/tls"
	"errors"
	"net"

	"golint.test/pairs"
)

var errRead = errors.New("read")

// Name reads the name that a client asks for. The configuration is for this connection only.
func Name(conn net.Conn) string {
	var name string
	server := tls.Server(conn, &tls.Config{
		GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
			name = hello.ServerName // mutant: shared = hello.ServerName
			return nil, errRead
		},
	})
	_ = server.Handshake()
	return name // mutant: return shared + name
}

var shared string

func Run() {
	pairs.Of(func() {
		left, right := net.Pipe()
		go func() {
			_ = tls.Client(left, &tls.Config{ServerName: "a"}).Handshake()
			left.Close()
		}()
		Name(right)
		right.Close()
	})
	_ = shared
}
