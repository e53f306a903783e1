"""The tables of the system, a file for each word; `models` gathers them."""
