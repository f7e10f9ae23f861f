"""Typed access to Go's grammar: node kinds and fields by name. The only place that spells grammar names.

Kinds are small integers (`node.kind_id`), so that tables keyed by kind are cheap. Fields are ids for
`node.child_by_field_id`. Grammar: tree-sitter-go 0.25.
"""

from tree_sitter import Node

from golint_py.syntax.language import GO


def _kind(name: str, named: bool = True) -> int:
    found = GO.id_for_node_kind(name, named)
    if found is None:
        raise LookupError(f"the installed tree-sitter-go has no node kind {name!r}")
    return found


def _field(name: str) -> int:
    found = GO.field_id_for_name(name)
    if found is None:
        raise LookupError(f"the installed tree-sitter-go has no field {name!r}")
    return found


ERROR = 65535
IDENTIFIER = _kind("identifier")
BLANK_IDENTIFIER = _kind("blank_identifier")
RAW_STRING_LITERAL_CONTENT = _kind("raw_string_literal_content")
INTERPRETED_STRING_LITERAL_CONTENT = _kind("interpreted_string_literal_content")
ESCAPE_SEQUENCE = _kind("escape_sequence")
INT_LITERAL = _kind("int_literal")
FLOAT_LITERAL = _kind("float_literal")
IMAGINARY_LITERAL = _kind("imaginary_literal")
RUNE_LITERAL = _kind("rune_literal")
NIL = _kind("nil")
TRUE = _kind("true")
FALSE = _kind("false")
IOTA = _kind("iota")
COMMENT = _kind("comment")
SOURCE_FILE = _kind("source_file")
PACKAGE_CLAUSE = _kind("package_clause")
IMPORT_DECLARATION = _kind("import_declaration")
IMPORT_SPEC = _kind("import_spec")
DOT = _kind("dot")
IMPORT_SPEC_LIST = _kind("import_spec_list")
CONST_DECLARATION = _kind("const_declaration")
CONST_SPEC = _kind("const_spec")
VAR_DECLARATION = _kind("var_declaration")
VAR_SPEC = _kind("var_spec")
VAR_SPEC_LIST = _kind("var_spec_list")
FUNCTION_DECLARATION = _kind("function_declaration")
METHOD_DECLARATION = _kind("method_declaration")
TYPE_PARAMETER_LIST = _kind("type_parameter_list")
TYPE_PARAMETER_DECLARATION = _kind("type_parameter_declaration")
PARAMETER_LIST = _kind("parameter_list")
PARAMETER_DECLARATION = _kind("parameter_declaration")
VARIADIC_PARAMETER_DECLARATION = _kind("variadic_parameter_declaration")
TYPE_ALIAS = _kind("type_alias")
TYPE_DECLARATION = _kind("type_declaration")
TYPE_SPEC = _kind("type_spec")
EXPRESSION_LIST = _kind("expression_list")
PARENTHESIZED_TYPE = _kind("parenthesized_type")
GENERIC_TYPE = _kind("generic_type")
TYPE_ARGUMENTS = _kind("type_arguments")
POINTER_TYPE = _kind("pointer_type")
ARRAY_TYPE = _kind("array_type")
IMPLICIT_LENGTH_ARRAY_TYPE = _kind("implicit_length_array_type")
SLICE_TYPE = _kind("slice_type")
STRUCT_TYPE = _kind("struct_type")
NEGATED_TYPE = _kind("negated_type")
FIELD_DECLARATION_LIST = _kind("field_declaration_list")
FIELD_DECLARATION = _kind("field_declaration")
INTERFACE_TYPE = _kind("interface_type")
METHOD_ELEM = _kind("method_elem")
TYPE_ELEM = _kind("type_elem")
MAP_TYPE = _kind("map_type")
CHANNEL_TYPE = _kind("channel_type")
FUNCTION_TYPE = _kind("function_type")
BLOCK = _kind("block")
STATEMENT_LIST = _kind("statement_list")
EMPTY_STATEMENT = _kind("empty_statement")
EXPRESSION_STATEMENT = _kind("expression_statement")
SEND_STATEMENT = _kind("send_statement")
RECEIVE_STATEMENT = _kind("receive_statement")
INC_STATEMENT = _kind("inc_statement")
DEC_STATEMENT = _kind("dec_statement")
ASSIGNMENT_STATEMENT = _kind("assignment_statement")
SHORT_VAR_DECLARATION = _kind("short_var_declaration")
LABELED_STATEMENT = _kind("labeled_statement")
FALLTHROUGH_STATEMENT = _kind("fallthrough_statement")
BREAK_STATEMENT = _kind("break_statement")
CONTINUE_STATEMENT = _kind("continue_statement")
GOTO_STATEMENT = _kind("goto_statement")
RETURN_STATEMENT = _kind("return_statement")
GO_STATEMENT = _kind("go_statement")
DEFER_STATEMENT = _kind("defer_statement")
IF_STATEMENT = _kind("if_statement")
FOR_STATEMENT = _kind("for_statement")
FOR_CLAUSE = _kind("for_clause")
RANGE_CLAUSE = _kind("range_clause")
EXPRESSION_SWITCH_STATEMENT = _kind("expression_switch_statement")
EXPRESSION_CASE = _kind("expression_case")
DEFAULT_CASE = _kind("default_case")
TYPE_SWITCH_STATEMENT = _kind("type_switch_statement")
TYPE_CASE = _kind("type_case")
SELECT_STATEMENT = _kind("select_statement")
COMMUNICATION_CASE = _kind("communication_case")
PARENTHESIZED_EXPRESSION = _kind("parenthesized_expression")
CALL_EXPRESSION = _kind("call_expression")
VARIADIC_ARGUMENT = _kind("variadic_argument")
ARGUMENT_LIST = _kind("argument_list")
SELECTOR_EXPRESSION = _kind("selector_expression")
INDEX_EXPRESSION = _kind("index_expression")
SLICE_EXPRESSION = _kind("slice_expression")
TYPE_ASSERTION_EXPRESSION = _kind("type_assertion_expression")
TYPE_CONVERSION_EXPRESSION = _kind("type_conversion_expression")
TYPE_INSTANTIATION_EXPRESSION = _kind("type_instantiation_expression")
COMPOSITE_LITERAL = _kind("composite_literal")
LITERAL_VALUE = _kind("literal_value")
LITERAL_ELEMENT = _kind("literal_element")
KEYED_ELEMENT = _kind("keyed_element")
FUNC_LITERAL = _kind("func_literal")
UNARY_EXPRESSION = _kind("unary_expression")
BINARY_EXPRESSION = _kind("binary_expression")
QUALIFIED_TYPE = _kind("qualified_type")
RAW_STRING_LITERAL = _kind("raw_string_literal")
STRING_LITERAL = _kind("interpreted_string_literal")
FIELD_IDENTIFIER = _kind("field_identifier")
LABEL_NAME = _kind("label_name")
PACKAGE_IDENTIFIER = _kind("package_identifier")
TYPE_CONSTRAINT = _kind("type_constraint")
TYPE_IDENTIFIER = _kind("type_identifier")

# Fields.
F_ALIAS = _field("alias")
F_ALTERNATIVE = _field("alternative")
F_ARGUMENTS = _field("arguments")
F_BODY = _field("body")
F_CAPACITY = _field("capacity")
F_CHANNEL = _field("channel")
F_COMMUNICATION = _field("communication")
F_CONDITION = _field("condition")
F_CONSEQUENCE = _field("consequence")
F_ELEMENT = _field("element")
F_END = _field("end")
F_FIELD = _field("field")
F_FUNCTION = _field("function")
F_INDEX = _field("index")
F_INITIALIZER = _field("initializer")
F_KEY = _field("key")
F_LABEL = _field("label")
F_LEFT = _field("left")
F_LENGTH = _field("length")
F_NAME = _field("name")
F_OPERAND = _field("operand")
F_OPERATOR = _field("operator")
F_PACKAGE = _field("package")
F_PARAMETERS = _field("parameters")
F_PATH = _field("path")
F_RECEIVER = _field("receiver")
F_RESULT = _field("result")
F_RIGHT = _field("right")
F_START = _field("start")
F_TAG = _field("tag")
F_TYPE = _field("type")
F_TYPE_ARGUMENTS = _field("type_arguments")
F_TYPE_PARAMETERS = _field("type_parameters")
F_UPDATE = _field("update")
F_VALUE = _field("value")


def field(node: Node, field_id: int) -> Node | None:
    """The first child in that field, or None."""
    return node.child_by_field_id(field_id)


def need(node: Node, field_id: int) -> Node:
    """The first child in that field. Raises `LookupError` where the (broken) syntax has none."""
    found = node.child_by_field_id(field_id)
    if found is None:
        raise LookupError(f"{node.type} without field {GO.field_name_for_id(field_id)} at byte {node.start_byte}")
    return found


def fields(node: Node, field_id: int) -> list[Node]:
    """All *named* children in that field, in order (separators such as commas are left out)."""
    return [child for child in node.children_by_field_id(field_id) if child.is_named]


def children(node: Node) -> list[Node]:
    """Named children without comments."""
    return [child for child in node.named_children if child.kind_id != COMMENT]


def text(node: Node, data: bytes) -> str:
    """The source of the node; bytes that are not UTF-8 are replaced."""
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")
