"""What lets somebody in, and what keeps others out: passwords, second factors, links, sessions, brakes on tries."""
