"""Instruments that a force signs and loads: packs."""
