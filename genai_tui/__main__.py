"""Lets `python -m genai_tui` work."""

from genai_tui.cli.main import main

if __name__ == "__main__":
    main()
