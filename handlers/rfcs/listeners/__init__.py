"""Which payload calls which act, and which answer follows."""
