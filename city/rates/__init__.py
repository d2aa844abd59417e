"""How often programs may ask: windows of time, a scratch file that counts them, and the headers that tell of it."""
