"""Annotations made elsewhere become notes here, one module for each format; what comes in is data, never code."""
