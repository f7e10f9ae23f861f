// Functions without a body are allowed beside an assembly file.
