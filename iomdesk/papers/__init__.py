"""Documents that were produced, and to whom they went."""
