"""The corpus in formats that other programs read: one module for each format."""
