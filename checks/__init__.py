"""The catalogue of checks, one module a service: typed input, what to collect, a pure evaluation."""
