"""The domain of a domain controller: made once from what the device was given, then looked after.

It runs in the image's Python. Samba's own modules are imported where a domain is made, and nowhere else.
"""
