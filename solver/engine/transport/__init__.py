"""The best split by minimum-cost flow, where demands and goals are counts that nest or keep apart."""
