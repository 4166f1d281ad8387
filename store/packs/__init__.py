"""The rules themselves, as data with their own texts in both languages; each entry has its dates of validity."""
