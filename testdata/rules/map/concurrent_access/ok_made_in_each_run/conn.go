package conn

import (
	"strconv"
	"sync"
)

// Response is made anew for each answer.
type Response struct {
	Header map[string]string
}

func (r *Response) length() int { return len(r.Header) }

type conn struct {
	answers chan *Response
	asked   chan int
}

// Client has a goroutine for each of its connections.
type Client struct {
	mu    sync.Mutex
	conns []*conn
	hosts chan string
	parse func() (*Response, error)
	last  *Response
}

func New(parse func() (*Response, error)) *Client {
	return &Client{hosts: make(chan string), parse: parse}
}

func (c *Client) Start() { go c.loop() }

func (c *Client) loop() {
	for range c.hosts {
		c.startDial()
	}
}

func (c *Client) startDial() { go c.dial() }

func (c *Client) startMore() {
	for {
		select {
		case <-c.hosts:
			c.startDial()
		default:
			return
		}
	}
}

func (c *Client) dial() {
	one := &conn{answers: make(chan *Response, 1), asked: make(chan int)}
	c.mu.Lock()
	c.conns = append(c.conns, one)
	c.mu.Unlock()
	go c.read(one)
}

func (c *Client) read(one *conn) {
	c.startMore()
	for asked := range one.asked {
		answer, err := c.answer() // mutant: answer, err := c.shared()
		if err != nil {
			return
		}
		answer.Header["length"] = strconv.Itoa(asked + answer.length())
		one.answers <- answer
	}
}

func (c *Client) answer() (answer *Response, err error) {
	for {
		answer, err = c.parse()
		if err != nil || len(answer.Header) > 0 {
			return
		}
	}
}

func (c *Client) shared() (*Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		c.last, _ = c.answer()
	}
	return c.last, nil
}

// Dial adds a connection.
func (c *Client) Dial() { c.hosts <- "" }

// Ask asks all connections.
func (c *Client) Ask() {
	c.mu.Lock()
	conns := c.conns
	c.mu.Unlock()
	for _, one := range conns {
		one.asked <- 1
	}
	for _, one := range conns {
		<-one.answers
	}
}
