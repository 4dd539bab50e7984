"""The named formulas that an instrument's score rule may call."""
