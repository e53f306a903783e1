"""System: areas and bodies; who does what, where, linked to whom."""
