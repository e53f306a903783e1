"""What changes trust: accounts, circles, the directory, and how a deployment begins."""
