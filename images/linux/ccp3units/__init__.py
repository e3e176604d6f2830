"""systemctl(1) for a device without systemd: reads the packages' own unit files, starts and stops what they describe.

There is no manager that stays: each call reads the truth from the process table and from `/run/UNIT.service.status`,
acts, and ends. What a manager alone could do is not there: `Restart=`, timers, sockets, dependencies between units.
Standard library only: it runs in the image's Python, with `-I -S`.
"""
