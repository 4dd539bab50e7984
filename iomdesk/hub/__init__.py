"""The hub: orders what desks say and gives each desk what it was granted."""
