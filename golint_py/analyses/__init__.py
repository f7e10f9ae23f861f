"""The analyses: plain functions with frozen results, asked for through `query.Query`."""
