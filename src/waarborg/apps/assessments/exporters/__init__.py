"""Files that an assessment leaves in: the workbook that people fill in."""
