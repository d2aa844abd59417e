"""Programs of others that are registered: who asks for our data, their keys, and how much they use."""
