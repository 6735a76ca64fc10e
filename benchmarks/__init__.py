"""How fast is it, side by side with what a user would write instead? `make bench` prints and records the table."""
