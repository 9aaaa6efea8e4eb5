"""`python -m bot …`: starts the command line, and looks for no garbage while everything is imported.

What is imported stands until the end. To look through it as it grows, and once more when all is over, would be a third
of what it costs to start and to end.
"""

import gc

gc.disable()

from bot.command_line import cli  # noqa: E402 - What is above must come before all that is imported.

if __name__ == "__main__":
    gc.freeze()
    gc.enable()
    cli()
