"""What figures show: p-values, intervals, amounts of the arms, and the effects they give."""
