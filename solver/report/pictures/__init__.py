"""How is a sweep seen at a glance: in a terminal, as a chart, as a page?"""
