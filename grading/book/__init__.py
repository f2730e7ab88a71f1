"""The book of marks, and every form in which a teacher takes it home."""
