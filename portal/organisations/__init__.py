"""Departments, wards, unions, enterprises: dated, with successors."""
