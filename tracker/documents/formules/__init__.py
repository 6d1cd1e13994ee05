"""The documents of the procedure: which there are, the wording that the assembly gives them, what each is made of."""
