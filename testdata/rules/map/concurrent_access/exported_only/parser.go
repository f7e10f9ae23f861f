package parser

// Parser has no lock and starts nothing; whether its callers share it is not known here.
type Parser struct {
	cache map[string][]string
}

func New() *Parser { return &Parser{cache: map[string][]string{}} }

func (p *Parser) Parse(text string) []string {
	if tokens, ok := p.cache[text]; ok {
		return tokens
	}
	tokens := []string{text}
	p.cache[text] = tokens // want map/concurrent-access:low "cache"
	return tokens
}
