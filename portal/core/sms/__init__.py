"""Text messages: written with the act they belong to, handed to a gateway by a job."""
