"""The only code that knows HTTP, one sub-package per audience."""
