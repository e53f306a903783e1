"""The whole path without a person: what people can do, done through the pages of a real server."""
