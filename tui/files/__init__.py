"""Files from outside and files for outside: sheets are read into rows, documents written from papers."""
