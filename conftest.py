"""What every test can ask for."""

pytest_plugins = ["core.testing"]
