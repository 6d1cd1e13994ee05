"""The procedure: one table per machine, the law, the days and the majorities; pure Python."""
