"""The demonstration: a made-up world in real districts, founded and lived by the real actions."""
