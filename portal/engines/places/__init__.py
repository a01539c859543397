"""Names of wards, communes and former districts as people write them, brought to a ward."""
