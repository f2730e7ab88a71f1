"""Pages that people read: the report on a class, and what each student gets back."""
