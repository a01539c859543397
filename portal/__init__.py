"""Người tốt, việc tốt: the portal. Start reading at portal/app.py."""
