"""What people see of commitments: values to Block Kit, and all the words. Pure."""
