"""Pure functions: values in, values out; no Flask, no database, no clock, nothing else of ours."""
