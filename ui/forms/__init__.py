"""Forms on the screen: one session, and pages built from what a form declares."""
