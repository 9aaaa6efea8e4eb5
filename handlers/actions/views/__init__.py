"""What people see of actions: values to Block Kit, with all the words; pure."""
