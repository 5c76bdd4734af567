"""Units, locations, processes and systems in the browser, with the sheet in and out, the scale and the scope."""
