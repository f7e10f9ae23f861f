"""Which functions of a package are worth lowering, by the words in their text."""
