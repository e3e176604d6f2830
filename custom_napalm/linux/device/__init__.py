"""What runs on the device, as root, during one connection: the standard library only, Python 3.11 to 3.13 with `-I -S`.

The modules of this package are joined into one program (`custom_napalm.linux.program`) and piped to the device, so
nothing has to be installed there. They import little on purpose: each heavy module costs milliseconds per connection.
"""
