"""What is being looked at, as frozen values; a key is a function from one to the next. No Textual."""
