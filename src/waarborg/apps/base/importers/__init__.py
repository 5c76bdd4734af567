"""Opening the workbook of a stranger, for every subject that reads one."""
