"""Where what is stored is kept, in a file or a database, and the copy of it that is read; monitoring.store is what others use."""
