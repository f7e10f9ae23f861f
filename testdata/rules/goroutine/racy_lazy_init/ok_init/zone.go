package zone

import (
	"net/http"
	"time"
)

var zone *time.Location

func init() { load() }

func load() {
	if zone == nil {
		zone = time.UTC
	}
}

var shared Options

// Options are of one caller each.
type Options struct{ client *http.Client }

func (o *Options) withDefaults() *Options {
	if o.client == nil {
		o.client = http.DefaultClient
	}
	return o
}

// Get has options of its own.
func Get(w http.ResponseWriter, r *http.Request) {
	options := (&Options{}).withDefaults() // mutant: options := shared.withDefaults()
	if options.client == nil || zone == nil {
		w.WriteHeader(http.StatusTeapot)
	}
}
