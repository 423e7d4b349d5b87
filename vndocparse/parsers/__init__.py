"""Zones and fields: what the lines of a directive mean. One file a field; none of them opens a file."""
