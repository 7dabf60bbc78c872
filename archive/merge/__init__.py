"""Two records that are one thing made one, and one record that is two made two. Each can be undone."""
