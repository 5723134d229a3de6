"""The door for HTTP: routes, tokens, limits, uploads, pages for people."""
