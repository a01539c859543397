"""Kill switches: what the public can send is switched off and on, with words for the public and a reason for the record."""
