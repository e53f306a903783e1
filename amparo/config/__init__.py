"""Config: how a deployment is put together, which wires everything and is imported by nothing.

Settings from the environment, the site's addresses, the database's manners, what is logged, and
the `amparo` command.
"""
