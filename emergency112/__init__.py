"""Emergency 112: the public page on how to call for help, and the dispatchers' desk."""
