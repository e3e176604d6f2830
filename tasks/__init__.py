"""One module a service: its intent, its parts of each device's configuration, its own Nornir tasks."""
