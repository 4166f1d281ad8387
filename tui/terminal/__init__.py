"""Between Textual and the terminal: only changed cells go out, and the thread that reads keys sleeps between them."""
