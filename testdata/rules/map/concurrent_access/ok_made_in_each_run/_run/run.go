package run

import (
	"time"

	conn "golint.test/rules/map/concurrent_access/ok_made_in_each_run"
)

func Run() {
	c := conn.New(func() (*conn.Response, error) {
		return &conn.Response{Header: map[string]string{"length": ""}}, nil
	})
	c.Start()
	for range 3 {
		c.Dial()
		time.Sleep(time.Millisecond)
	}
	for range 20 {
		c.Ask()
	}
}
