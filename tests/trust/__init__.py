"""What the program does when things go wrong around it: small forms run in the suite, whole ones by `make trust`."""
