package ok_helpers

var tools = map[string]string{"disk": "df", "memory": "free"}
