"""What is looked at, as frozen values: a key is a function from one view to the next. Cursors in drawings. No Textual."""
