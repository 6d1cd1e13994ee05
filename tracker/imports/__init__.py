"""What enters the tracker as a file."""
