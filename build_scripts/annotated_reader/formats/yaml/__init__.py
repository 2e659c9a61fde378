"""YAML with positions: read without surprises, written and edited without touching anything else."""
