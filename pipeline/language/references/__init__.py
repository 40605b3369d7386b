"""What a clause refers to: outcomes named before it, and denials of what was told of them."""
