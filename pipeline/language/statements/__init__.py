"""What a clause states: of which outcomes, which way, how far, and against whom."""
