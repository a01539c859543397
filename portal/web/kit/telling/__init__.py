"""The questions of a story, asked of residents page by page and of clerks on one page."""
