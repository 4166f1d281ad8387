"""What is true: records, figures and codes. No drawing, no sentences, no clock; only `disk` touches files."""
