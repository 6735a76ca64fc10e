"""Each file answers one question about a what-if; `solve` puts their answers together."""
