"""Settings: base holds what is common; dev, test and prod each say what differs."""
