# What the unit `networking` does when a Debian starts, and udev when a port appears later: the lab plugs its links in
# once the device runs. `systemctl status networking` and `journalctl -u networking` tell how it went.
mkdir -p /var/log/journal
if ifup --all >>/var/log/journal/networking.service.log 2>&1; then
    echo ActiveState=active >/run/networking.service.status
fi
lab-hotplug >>/var/log/journal/networking.service.log 2>&1 &
