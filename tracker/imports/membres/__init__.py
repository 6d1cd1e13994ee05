"""The members as a file: read, compared with the assembly, written; and given back in the same columns."""
