"""What the data plane is measured against, on the same broker in the same run.

The bare loop is the ceiling: consume and decode, nothing else. The plain Faust agent is how the
same job is usually written. Neither is used for anything but `roguewatch bench`.
"""
