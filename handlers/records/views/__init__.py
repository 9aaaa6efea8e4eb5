"""What people see of records: values to Block Kit. Pure."""
