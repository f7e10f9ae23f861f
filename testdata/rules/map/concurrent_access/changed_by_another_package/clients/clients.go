// Package clients makes clients.
package clients

// Client is that of one name.
type Client struct{ Name string }

// Of makes a client where there is none yet.
func Of(known map[string]*Client, name string) *Client {
	if client, ok := known[name]; ok {
		return client
	}
	return add(known, name)
}

func add(known map[string]*Client, name string) *Client {
	client := &Client{name}
	known[name] = client
	return client
}

// Names has all names.
func Names(known map[string]*Client) []string {
	var names []string
	for name := range known {
		names = append(names, name)
	}
	return names
}
