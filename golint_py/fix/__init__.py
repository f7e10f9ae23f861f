"""From plans to edits that are right together or not at all."""
