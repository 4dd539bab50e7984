"""Instruments as data, scores as pure functions, completed assessments."""
