"""The files that leave a sitting: notice, attestation, calendar, roll, allowances, minutes, decisions, ballots."""
