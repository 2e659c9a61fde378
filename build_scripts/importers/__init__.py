"""Annotations made elsewhere become notes here; one module for each format. What comes in is data, never an instruction."""
