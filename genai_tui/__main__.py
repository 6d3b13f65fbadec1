"""The start of the program, for `python -m genai_tui` and for the installed command."""

import gc
import os
import sys

from genai_tui.shortage import shortage_in


def start() -> None:
    """Run the command line.

    Imports make very many objects and no garbage, so they go without the collector.
    """
    try:
        gc.disable()
        from genai_tui.cli.main import main

        gc.freeze()
        gc.enable()
        main()
    except KeyboardInterrupt:  # before or after all that `main` guards
        sys.exit(130)
    except (MemoryError, OSError) as error:  # before all that `main` guards
        if not shortage_in(error):
            raise
        os.write(2, f"{shortage_in(error)}\n".encode())
        sys.exit(2)
    finally:
        import signal  # imported here: what comes before the first line of `start` can be interrupted in its midst

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the status is known, and the rest takes no time


if __name__ == "__main__":
    start()
