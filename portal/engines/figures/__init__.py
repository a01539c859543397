"""Figures that are safe and fair to show: spread of durations, small numbers left out."""
