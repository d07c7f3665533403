"""The generator of the golden vectors, a module for each kind."""
