"""The letters of the procedure, read from the records: which are offered, what each still lacks, what it says."""
