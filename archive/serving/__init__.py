"""What stands between a request and the pages: proxies, budgets, counters, logs, headers."""
