"""The registers as workbooks and lists."""
