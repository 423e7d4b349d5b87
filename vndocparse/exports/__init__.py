"""Exports: one format a file, each a function of directives -> text or bytes."""
