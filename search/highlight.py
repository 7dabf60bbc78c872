import html
class Marker:
    def __init__(self, *a, **k): pass
    def mark(self, t): return html.escape(t)
    def snippet(self, t, width=200, passages=2): return html.escape(t[:width])
