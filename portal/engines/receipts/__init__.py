"""Receipt codes that can be read over the phone."""
