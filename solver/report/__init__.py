"""Answers in, something to read out: terminal, JSON, CSV. Nothing here solves or prints."""
