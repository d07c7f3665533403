"""A hub to test clients against: wire.md as readable code, not a product."""
