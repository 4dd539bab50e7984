"""Forms: what is asked, how typed text becomes a value, what was typed so far."""
