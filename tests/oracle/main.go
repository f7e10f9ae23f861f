// Oracle says what go/types thinks of the Go packages in the directories given as arguments.
//
// For each file it prints one JSON array per line: path, then index expressions, selectors and calls. Offsets are
// 0-based bytes, ends exclusive. Packages are type-checked from source with the build context of the environment;
// imports too, so that nothing is compiled or downloaded.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
)

// An entry is one expression: kind of question ("index", "select", "call"), offset, end, and the answers.
type entry struct {
	Question string `json:"q"`
	Start    int    `json:"s"`
	End      int    `json:"e"`
	Kind     string `json:"k"`           // kind of index, selector or call
	Operand  string `json:"o,omitempty"` // type of the operand (index, select)
	Type     string `json:"t,omitempty"` // type of the expression
	Symbol   string `json:"y,omitempty"` // callee, method, or struct type and field
}

type output struct {
	Package string  `json:"package"`
	File    string  `json:"file"`
	Entries []entry `json:"entries"`
}

type loader struct {
	fset     *token.FileSet
	context  build.Context
	packages map[string]*types.Package // by directory
	sizes    types.Sizes
}

func main() {
	load := &loader{
		fset:     token.NewFileSet(),
		context:  build.Default,
		packages: map[string]*types.Package{},
		sizes:    types.SizesFor("gc", runtime.GOARCH),
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for _, dir := range os.Args[1:] {
		found, err := load.context.ImportDir(dir, 0)
		if err != nil {
			fmt.Fprintln(os.Stderr, dir, err)
			continue
		}
		info := &types.Info{
			Types:      map[ast.Expr]types.TypeAndValue{},
			Instances:  map[*ast.Ident]types.Instance{},
			Uses:       map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		}
		files, checked := load.check(found, info)
		for _, file := range files {
			dump := &dumper{load.fset, info, nil}
			ast.Walk(dump, file)
			name := load.fset.Position(file.Package).Filename
			if err := encoder.Encode(output{checked.Path(), name, dump.entries}); err != nil {
				panic(err)
			}
		}
	}
}

// check parses and checks a package; info is nil for imports, whose bodies are not looked at.
func (l *loader) check(found *build.Package, info *types.Info) ([]*ast.File, *types.Package) {
	var files []*ast.File
	names := append(append([]string{}, found.GoFiles...), found.CgoFiles...)
	for _, name := range names {
		file, err := parser.ParseFile(l.fset, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		if file != nil {
			files = append(files, file)
		}
	}
	config := types.Config{
		Importer:         importer{l, found.Dir},
		IgnoreFuncBodies: info == nil,
		FakeImportC:      true,
		Sizes:            l.sizes,
		Error:            func(error) {},
	}
	checked, _ := config.Check(found.ImportPath, l.fset, files, info)
	return files, checked
}

type importer struct {
	*loader
	dir string
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	found, err := i.context.Import(path, i.dir, 0)
	if err != nil {
		return nil, err
	}
	if known := i.packages[found.Dir]; known != nil {
		return known, nil
	}
	_, checked := i.check(found, nil)
	i.packages[found.Dir] = checked
	return checked, nil
}

type dumper struct {
	fset    *token.FileSet
	info    *types.Info
	entries []entry
}

func (d *dumper) Visit(node ast.Node) ast.Visitor {
	switch node := node.(type) {
	case *ast.IndexExpr:
		d.index(node, node.X)
	case *ast.IndexListExpr:
		d.index(node, node.X)
	case *ast.SelectorExpr:
		d.selector(node)
	case *ast.CallExpr:
		d.call(node)
	}
	return d
}

func (d *dumper) add(node ast.Node, question, kind, operand, of, symbol string) {
	start, end := d.fset.PositionFor(node.Pos(), false).Offset, d.fset.PositionFor(node.End(), false).Offset
	d.entries = append(d.entries, entry{question, start, end, kind, operand, of, symbol})
}

func (d *dumper) typeOf(expression ast.Expr) types.Type {
	if found, ok := d.info.Types[expression]; ok && found.Type != nil && found.Type != types.Typ[types.Invalid] {
		return found.Type
	}
	if identifier, ok := expression.(*ast.Ident); ok {
		if object := d.info.Uses[identifier]; object != nil {
			return object.Type()
		}
	}
	return nil
}

func (d *dumper) index(node, operand ast.Expr) {
	of := d.typeOf(operand)
	if of == nil || of == types.Typ[types.Invalid] {
		return
	}
	kind := indexKind(of)
	if found := d.info.Types[operand]; found.IsType() {
		kind = "generic"
	}
	result := d.typeOf(node)
	if pair, ok := result.(*types.Tuple); ok {
		result = pair.At(0).Type()
	}
	d.add(node, "index", kind, spell(of), spell(result), "")
}

func indexKind(of types.Type) string {
	switch under := of.Underlying().(type) {
	case *types.Map:
		return "map"
	case *types.Slice:
		return "slice"
	case *types.Array:
		return "array"
	case *types.Basic:
		return "string"
	case *types.Pointer:
		return "pointer"
	case *types.Signature:
		return "generic"
	case *types.Interface:
		_ = under
		return "parameter"
	}
	return "other"
}

func (d *dumper) selector(node *ast.SelectorExpr) {
	if found, ok := d.info.Selections[node]; ok {
		operand := spell(found.Recv())
		switch found.Kind() {
		case types.FieldVal:
			d.add(node, "select", "field", operand, spell(found.Type()), fieldOwner(found)+"."+found.Obj().Name())
		default:
			kind := "method"
			if _, is := found.Obj().(*types.Func).Type().(*types.Signature).Recv().Type().Underlying().(*types.Interface); is {
				kind = "interface"
			}
			if found.Kind() == types.MethodExpr {
				kind = "expression"
			}
			d.add(node, "select", kind, operand, spell(found.Type()), found.Obj().(*types.Func).Origin().FullName())
		}
		return
	}
	if _, builtin := d.info.Uses[node.Sel].(*types.Builtin); builtin {
		return
	}
	if object := d.info.Uses[node.Sel]; object != nil && object.Pkg() != nil {
		if identifier, ok := node.X.(*ast.Ident); ok {
			if _, ok := d.info.Uses[identifier].(*types.PkgName); ok {
				of := object.Type()
				if known, ok := d.info.Types[node]; ok && known.Type != nil {
					of = known.Type
				}
				d.add(node, "select", "package", "", spell(of), object.Pkg().Path()+"."+object.Name())
			}
		}
	}
}

// fieldOwner is the name of the struct type that declares the field, "" if it has none.
func fieldOwner(selection *types.Selection) string {
	of := selection.Recv()
	for _, index := range selection.Index()[:len(selection.Index())-1] {
		of = structOf(of).Field(index).Type()
	}
	of = types.Unalias(of)
	if pointer, ok := of.Underlying().(*types.Pointer); ok {
		of = types.Unalias(pointer.Elem())
	}
	if named, ok := of.(*types.Named); ok {
		return qualifiedName(named.Obj())
	}
	return ""
}

func structOf(of types.Type) *types.Struct {
	if pointer, ok := of.Underlying().(*types.Pointer); ok {
		of = pointer.Elem()
	}
	return of.Underlying().(*types.Struct)
}

func qualifiedName(object *types.TypeName) string {
	if object.Pkg() == nil {
		return object.Name()
	}
	return object.Pkg().Path() + "." + object.Name()
}

func (d *dumper) call(node *ast.CallExpr) {
	function := ast.Unparen(node.Fun)
	found, ok := d.info.Types[function]
	if !ok {
		return
	}
	result := spell(d.typeOf(node))
	switch {
	case found.IsType():
		d.add(node, "call", "conversion", "", result, "")
	case found.IsBuiltin():
		name := ""
		switch function := function.(type) {
		case *ast.Ident:
			name = d.info.Uses[function].Name()
		case *ast.SelectorExpr:
			name = "unsafe." + function.Sel.Name
		}
		if value := d.info.Types[node].Value; value != nil && value.Kind() != constant.Unknown {
			result = "constant"
		}
		d.add(node, "call", "builtin", "", result, name)
	default:
		kind, symbol := d.callee(function)
		d.add(node, "call", kind, "", result, symbol)
	}
}

func (d *dumper) callee(function ast.Expr) (string, string) {
	switch inner := function.(type) {
	case *ast.IndexExpr:
		if d.info.Types[function].IsValue() {
			if _, ok := d.typeOf(inner.X).(*types.Signature); ok {
				function = ast.Unparen(inner.X)
			}
		}
	case *ast.IndexListExpr:
		function = ast.Unparen(inner.X)
	}
	switch function := function.(type) {
	case *ast.Ident:
		if object, ok := d.info.Uses[function].(*types.Func); ok {
			return "static", object.Origin().FullName()
		}
	case *ast.SelectorExpr:
		object, ok := d.info.Uses[function.Sel].(*types.Func)
		if !ok {
			break
		}
		if selection := d.info.Selections[function]; selection != nil && selection.Kind() != types.FieldVal {
			if types.IsInterface(object.Type().(*types.Signature).Recv().Type()) {
				return "interface", object.Origin().FullName()
			}
		}
		return "static", object.Origin().FullName()
	case *ast.FuncLit:
		return "literal", ""
	}
	return "dynamic", ""
}
