"""Kinds of record, each registered once; whoever must know of one asks here."""
