"""Acts of the desk that are no decision on what waits there, and can be taken back for a minute as decisions can."""
