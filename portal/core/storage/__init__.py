"""Files people send: told apart by content, cleaned before anything is kept, stored under the hash of what they hold."""
