"""One command a file; `main` puts them together and imports each only when it is needed."""
