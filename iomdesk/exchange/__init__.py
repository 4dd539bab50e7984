"""Reading people in from other systems, writing open formats out."""
