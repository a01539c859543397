"""Letters: written with the act they tell of, sent by a job."""
