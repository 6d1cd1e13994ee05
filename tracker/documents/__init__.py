"""What leaves the tracker as a file."""
