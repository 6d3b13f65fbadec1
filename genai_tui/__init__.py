"""A terminal explorer of the landscape of generative AI models."""

__version__ = "0.1.0"
