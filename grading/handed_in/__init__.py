"""What a class handed in, in whatever form a teacher downloaded it."""
