"""Lets `python -m genai_tui` work; the installed command starts here too."""

import gc


def start() -> None:
    """Run the command line.

    Imports make very many objects and no garbage, so they go without the collector.
    """
    gc.disable()
    from genai_tui.cli.main import main

    gc.freeze()
    gc.enable()
    main()


if __name__ == "__main__":
    start()
