package render

import "testing"

func TestRender(t *testing.T) {
	results := map[string]string{}
	for _, name := range []string{"a", "b", "c"} {
		t.Run(name, func(t *testing.T) {
			// mutant: t.Parallel()
			results[name] = Render(name)
		})
	}
	if len(results) == 0 {
		t.Fatal("nothing rendered")
	}
}
