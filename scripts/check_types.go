// Command check_types says what go/types has to complain of in variants of one package. Packages that cannot be imported
// are taken for ones of which nothing is known; only the standard library is imported, from its sources.
//
// It reads {"go": "go1.22", "variants": [{"path": "text", ...}, ...]} and prints a list of complaints for each variant.
package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"sort"
	"strings"
)

type request struct {
	Go       string              `json:"go"`
	Variants []map[string]string `json:"variants"`
}

// standard imports packages whose path begins with an element without a dot.
type standard struct {
	source types.Importer
	known  map[string]*types.Package
}

func (s standard) Import(path string) (*types.Package, error) {
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") || path == "C" {
		return nil, errors.New("not looked for")
	}
	if found, ok := s.known[path]; ok {
		if found == nil {
			return nil, errors.New("not found")
		}
		return found, nil
	}
	found, err := s.source.Import(path)
	s.known[path] = found
	return found, err
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	fset := token.NewFileSet()
	imports := standard{importer.ForCompiler(fset, "source", nil), map[string]*types.Package{}}
	answers := [][]string{}
	for _, variant := range asked.Variants {
		answers = append(answers, complaints(fset, imports, asked.Go, variant))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

func complaints(fset *token.FileSet, imports types.Importer, version string, variant map[string]string) []string {
	found := []string{}
	var files []*ast.File
	paths := []string{}
	for path := range variant {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		file, err := parser.ParseFile(fset, path, variant[path], parser.SkipObjectResolution)
		if err != nil {
			found = append(found, "syntax: "+err.Error())
		}
		files = append(files, file)
	}
	check := types.Config{
		Importer:    imports,
		GoVersion:   version,
		FakeImportC: true,
		Error: func(err error) {
			if typed, ok := err.(types.Error); ok && !strings.HasPrefix(typed.Msg, "could not import") {
				found = append(found, typed.Msg)
			}
		},
	}
	_, _ = check.Check("p", fset, files, nil)
	sort.Strings(found)
	return found
}
