"""Statistics that anybody may see: how messages are answered, what people think of pages, and which pages they open."""
