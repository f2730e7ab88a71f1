"""What we measure about the workbook; anyone can repeat it."""
