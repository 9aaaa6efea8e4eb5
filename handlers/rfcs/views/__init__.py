"""What people see of RFCs: values to Block Kit, and all the words. Pure."""
