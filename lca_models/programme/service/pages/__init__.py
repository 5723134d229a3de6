"""Pages for people: the registry by forms and links, in English and Chinese, without a script."""
