package server

import (
	"io"
	"net"
	"testing"
)

// TestServer asks a server of its own: the reply comes after what the server has written.
func TestServer(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	asked := false
	go func() {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		asked = true
		_, _ = conn.Write([]byte("hello"))
		_ = conn.Close()
	}()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Skip(err)
	}
	if _, err := io.ReadAll(conn); err != nil { // mutant: if err != nil {
		t.Fatal(err)
	}
	if !asked {
		t.Log("not asked")
	}
	_, _ = io.ReadAll(conn)
	_ = ln.Close()
}
