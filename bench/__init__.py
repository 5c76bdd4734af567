"""Measures the budgets of the design. Speed lives here and never in a test: `make bench`."""
