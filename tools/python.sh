#!/bin/sh
# Prints the first Python on this machine that Waarborg runs on.
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
echo "Waarborg needs Python 3.11, 3.12 or 3.13. Install one, or name it: make PYTHON=/path/to/python …" >&2
exit 1
