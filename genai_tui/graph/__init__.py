"""How organizations and models connect, and how that is drawn on whole cells."""
