"""The tables of trust, a file for each word; `models` gathers them."""
