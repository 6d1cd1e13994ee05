"""What is timed: the pages on a large register, beside a bare page served the same way."""
