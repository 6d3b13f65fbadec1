"""The command line: arguments, subcommands, formats, exit statuses."""
