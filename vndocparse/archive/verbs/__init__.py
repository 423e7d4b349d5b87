"""The verbs of the command that work on archives: one module each, loaded when its verb is used.

A verb has ``DESCRIPTION``, ``EPILOG``, ``add_arguments(parser)`` and ``run(arguments, say)``, which returns the exit status;
``say`` writes one line on standard error.
"""
