"""What people and programs read of a grade. Pure: each module turns a grade into one format."""

from ccp3lab.reports.header import Header, header

__all__ = ["Header", "header"]
