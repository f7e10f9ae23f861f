package conf

import (
	"crypto/tls"
	"errors"

	"golint.test/pairs"
)

// Config has a callback that each handshake calls, and one error for all of them.
func Config(pick func(string) (*tls.Certificate, error)) (*tls.Config, error) {
	var err error
	if pick == nil {
		err = errors.New("nothing to pick")
	}
	return &tls.Config{
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			var cert *tls.Certificate
			cert, err = pick(hello.ServerName) // want goroutine/captured-variable-race:high "`err`"
			return cert, err
		},
	}, err
}

func Run() {
	config, _ := Config(func(string) (*tls.Certificate, error) { return nil, nil })
	pairs.Of(func() {
		_, _ = config.GetCertificate(&tls.ClientHelloInfo{})
	})
}
