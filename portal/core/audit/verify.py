"""Prove the audit trail whole, or name the rows where it is not."""

from portal.core.audit.trail import TRAIL

faults, head = TRAIL.faults, TRAIL.head
