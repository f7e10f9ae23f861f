package main

import (
	"go/types"
	"strconv"
	"strings"
)

// spell writes a type in the form that the Python side writes too: full package paths, aliases resolved, parameters
// without names, type parameters as $ (the receiver may rename them).
func spell(of types.Type) string {
	var out strings.Builder
	write(&out, of, 0)
	return out.String()
}

func write(out *strings.Builder, of types.Type, depth int) {
	if of == nil {
		out.WriteString("?")
		return
	}
	if depth > 12 {
		out.WriteString("…")
		return
	}
	depth++
	switch of := types.Unalias(of).(type) {
	case *types.Basic:
		switch of.Kind() {
		case types.Uint8:
			out.WriteString("uint8")
		case types.Int32:
			out.WriteString("int32")
		case types.UnsafePointer:
			out.WriteString("unsafe.Pointer")
		case types.Invalid:
			out.WriteString("?")
		default:
			out.WriteString(of.Name())
		}
	case *types.Named:
		out.WriteString(qualifiedName(of.Obj()))
		if arguments := of.TypeArgs(); arguments.Len() > 0 {
			out.WriteString("[")
			for i := range arguments.Len() {
				if i > 0 {
					out.WriteString(",")
				}
				write(out, arguments.At(i), depth)
			}
			out.WriteString("]")
		} else if parameters := of.TypeParams(); parameters.Len() > 0 {
			out.WriteString("[generic]")
		}
	case *types.Pointer:
		out.WriteString("*")
		write(out, of.Elem(), depth)
	case *types.Slice:
		out.WriteString("[]")
		write(out, of.Elem(), depth)
	case *types.Array:
		out.WriteString("[" + strconv.FormatInt(of.Len(), 10) + "]")
		write(out, of.Elem(), depth)
	case *types.Map:
		out.WriteString("map[")
		write(out, of.Key(), depth)
		out.WriteString("]")
		write(out, of.Elem(), depth)
	case *types.Chan:
		out.WriteString([]string{"chan ", "send ", "recv "}[of.Dir()])
		write(out, of.Elem(), depth)
	case *types.TypeParam:
		out.WriteString("$")
	case *types.Signature:
		out.WriteString("func")
		writeTuple(out, of.Params(), depth)
		if of.Variadic() {
			out.WriteString("...")
		}
		writeTuple(out, of.Results(), depth)
	case *types.Tuple:
		writeTuple(out, of, depth)
	case *types.Struct:
		out.WriteString("struct{")
		for i := range of.NumFields() {
			if i > 0 {
				out.WriteString(";")
			}
			field := of.Field(i)
			out.WriteString(field.Name() + " ")
			write(out, field.Type(), depth)
		}
		out.WriteString("}")
	case *types.Interface:
		of.Complete()
		out.WriteString("interface{")
		for i := range of.NumMethods() {
			if i > 0 {
				out.WriteString(";")
			}
			out.WriteString(of.Method(i).Name())
		}
		out.WriteString("}")
	default:
		out.WriteString("?")
	}
}

func writeTuple(out *strings.Builder, of *types.Tuple, depth int) {
	out.WriteString("(")
	for i := range of.Len() {
		if i > 0 {
			out.WriteString(",")
		}
		write(out, of.At(i).Type(), depth)
	}
	out.WriteString(")")
}
