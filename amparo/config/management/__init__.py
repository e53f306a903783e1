"""The commands that put a deployment to work; those about its content live with their package."""
