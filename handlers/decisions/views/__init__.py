"""What people see of decisions: values to Block Kit, and all the words. Pure."""
