"""IOM Desk: the work of offender managers, without Qt and without SQL."""

__version__ = "0.1.0"
