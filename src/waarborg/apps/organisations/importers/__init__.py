"""Reading the registers from a sheet."""
